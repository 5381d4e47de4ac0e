import type { Gate } from '#domain/rollouts/gate.ts';
import { environmentAt, stepAt } from '#domain/rollouts/place.ts';
import { reachOf } from '#domain/rollouts/plan.ts';
import { sumWindows } from '#flags/telemetry/read-windows.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { GateQuestion } from '#rollouts/gates/gate-keeper.ts';
import { rangeOf } from '#rollouts/gates/read-blocks.ts';
import type { GateSeries } from '../contract/gate-series-on-wire.ts';
import { countOf, drawGate, isTold } from './draw-gate.ts';

const WINDOW = 10;
/** A chart of a page has no room for more. */
const MOST_POINTS = 180;

/**
 * What a gate has counted since the step began, from the same windows that it judges.
 * @returns undefined for one whose numbers no process pushes.
 */
export async function readGateSeries(
  database: Queryable,
  gate: Gate,
  question: GateQuestion,
): Promise<GateSeries | undefined> {
  if (!isTold(gate)) return undefined;
  const metrics = gate.kind === 'share' ? [gate.metric, gate.of] : [gate.metric];
  const begun = rangeOf(question, metrics).from.getTime();
  const windows = Math.max(1, Math.ceil((question.until - begun) / (WINDOW * 1_000)));
  const stepSeconds = WINDOW * Math.ceil(windows / MOST_POINTS);
  const grid = stepSeconds * 1_000;
  // On a grid of its own, so that a chart that is asked for again shows the same steps of time.
  const until = Math.ceil(Math.max(question.until, begun + 1) / grid) * grid;
  const count = Math.ceil((until - begun) / grid);
  const series = await sumWindows(database, rangeOf({ ...question, until }, metrics), stepSeconds);
  const byTime = Map.groupBy(series, ({ at }) => at.getTime());
  const at = Array.from({ length: count }, (_, place) => until - (count - place) * grid);
  const steps = at.map((time) => byTime.get(time) ?? []);
  const { percent } = reachOf(stepAt(question)?.to ?? 'off');
  const { step } = question.state;
  return {
    gate,
    environment: environmentAt(question).name,
    step,
    from: question.from,
    stepSeconds,
    at,
    ...drawGate(gate, steps, percent),
    exposed: steps.map((all) => countOf(all, gate, 'on')),
    control: steps.map((all) => countOf(all, gate, 'off')),
  };
}
