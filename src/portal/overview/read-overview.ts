import { listEnvironments } from '#flags/server/environment-store.ts';
import {
  listLastGauges,
  type ShownGauge,
  type SummedSeries,
  sumByProcess,
  sumWindows,
} from '#flags/telemetry/read-windows.ts';
import { listTelemetryProcesses, type SeenProcess } from '#flags/telemetry/telemetry-process-store.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { BreakerCount, Overview, ProcessBreaker, ProcessState } from './overview.ts';
import { type OverviewRange, type OverviewWindow, rangeOf } from './overview-window.ts';
import { OVERVIEW_METRICS, Tally } from './tally.ts';

/** Three pushes: one that is late is not missed yet. */
const SILENT_AFTER = 15_000;

/** Reads how an environment is doing. @param now milliseconds since 1970. */
export async function readOverview(
  database: Pool,
  environment: string,
  window: OverviewWindow,
  now: number,
): Promise<Overview> {
  const range = rangeOf(window, now);
  const metrics = Object.values(OVERVIEW_METRICS);
  const windows = { environment, metrics, from: range.from, until: range.until, seconds: range.windows };
  const checks = { ...windows, metrics: [OVERVIEW_METRICS.checks], from: range.numbersFrom };
  const latest = {
    ...windows,
    metrics: [OVERVIEW_METRICS.breaker],
    from: new Date(now - 60_000),
    until: new Date(now + 60_000),
    seconds: 10,
  } as const;
  // Sent without waiting, they travel in one trip.
  const [environments, processes, rows, byProcess, breakers] = await Promise.all([
    listEnvironments(database),
    listTelemetryProcesses(database, environment, range.heard),
    sumWindows(database, windows, range.step),
    sumByProcess(database, checks),
    listLastGauges(database, latest),
  ]);
  const total = totalOf(rows, range);
  const seen = processes.map((one) => ({ ...one, state: stateOf(one) }));
  const heard = new Set(seen.filter(({ state }) => state === 'heard').map(({ id }) => id));
  const current = breakers.filter(({ processId }) => heard.has(processId));
  return {
    environment,
    environments: [...new Set([...environments, environment])].sort(),
    window,
    range,
    processes: seen.map((one) => ({
      ...one,
      checksPerSecond: (byProcess.get(one.id) ?? 0) / total.seconds,
      breakers: current.filter(({ processId }) => processId === one.id).map(toBreaker),
    })),
    breakers: countBreakers(current),
    total: total.tally,
    steps: stepsOf(rows, range),
  };
}

function stateOf({ stoppedAt, silentFor }: SeenProcess): ProcessState {
  if (stoppedAt) return 'stopped';
  return silentFor > SILENT_AFTER ? 'silent' : 'heard';
}

function stepsOf(rows: readonly SummedSeries[], { steps, secondsOf }: OverviewRange): Tally[] {
  const byStep = Map.groupBy(rows, ({ at }) => at.getTime());
  return steps.map((step) => new Tally(byStep.get(step.getTime()) ?? [], secondsOf(step)));
}

/** Rates are of the time in which anybody was heard: a week in which one day was told is not seven times as quiet. */
function totalOf(rows: readonly SummedSeries[], { numbersFrom, steps, secondsOf }: OverviewRange) {
  const counted = rows.filter(({ at }) => at >= numbersFrom);
  const told = new Set(counted.map(({ at }) => at.getTime()));
  const seconds = steps.filter((step) => told.has(step.getTime())).reduce((sum, step) => sum + secondsOf(step), 0) || 1;
  return { seconds, tally: new Tally(counted, seconds) };
}

function toBreaker({ attributes, value }: ShownGauge): ProcessBreaker {
  const state = value === 0 ? 'closed' : value === 1 ? 'half_open' : 'open';
  return { of: attributes.of ?? 'unknown', state };
}

function countBreakers(shown: readonly ShownGauge[]): BreakerCount[] {
  const grouped = Map.groupBy(shown, ({ attributes }) => attributes.of ?? 'unknown');
  const count = (gauges: readonly ShownGauge[], state: number) => gauges.filter(({ value }) => value === state).length;
  return [...grouped]
    .map(([of, gauges]) => ({ of, closed: count(gauges, 0), halfOpen: count(gauges, 1), open: count(gauges, 2) }))
    .sort((one, other) => (one.of < other.of ? -1 : 1));
}
