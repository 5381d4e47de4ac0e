import type { Gate, GateSource } from '#domain/rollouts/gate.ts';
import { quantileOf } from '#flags/telemetry/quantile-of.ts';
import type { SummedSeries } from '#flags/telemetry/read-windows.ts';
import { matches } from '#rollouts/gates/read-blocks.ts';
import type { GateLine, GateSeries } from '../contract/gate-series-on-wire.ts';

type Of<Kind> = Extract<GateSource, { readonly kind: Kind }>;
type Counted = readonly SummedSeries[];
type Steps = readonly Counted[];
type Drawing = Pick<GateSeries, 'unit' | 'title' | 'lines'>;

/** A gate whose numbers processes push. */
export type ToldGate = Gate & Of<'failures' | 'latency' | 'sample_ratio' | 'share' | 'gauge'>;

const TOLD: readonly Gate['kind'][] = ['failures', 'latency', 'sample_ratio', 'share', 'gauge'];
const SHARE_SHOWN = 0.95;

export function isTold(gate: Gate): gate is ToldGate {
  return TOLD.includes(gate.kind);
}

/** The lines of a gate's chart. @param steps what was counted, a step of time after the other. @param percent by the plan. */
export function drawGate(gate: ToldGate, steps: Steps, percent: number): Drawing {
  switch (gate.kind) {
    case 'failures':
      return drawFailures(gate, steps);
    case 'latency':
      return drawLatency(gate, steps);
    case 'sample_ratio':
      return drawRatio(gate, steps, percent);
    case 'share':
      return drawShare(gate, steps);
    case 'gauge':
      return drawGauge(gate, steps);
  }
}

/** How many there were, by what the flag was for them; a histogram is counted by its buckets. */
export function countOf(all: Counted, { kind }: ToldGate, exposed: 'on' | 'off'): number {
  const own = exposedOf(all, exposed);
  if (kind !== 'latency') return sum(own);
  return own.reduce((total, { buckets }) => total + buckets.reduce((some, one) => some + one, 0), 0);
}

function drawFailures({ metric, bad }: Of<'failures'>, steps: Steps): Drawing {
  const share = (all: Counted) => ratio(sum(all.filter(({ attributes }) => matches(attributes, bad))), sum(all));
  return { unit: '%', title: `${metric}: ${Object.values(bad).flat().join(' or ')}`, lines: both(steps, share) };
}

function drawLatency({ metric }: Of<'latency'>, steps: Steps): Drawing {
  const slowest = (all: Counted) => {
    const seconds = quantileOf(SHARE_SHOWN, all);
    return seconds === undefined ? null : seconds * 1_000;
  };
  return { unit: 'ms', title: `${metric}: 95 of 100 took no longer`, lines: both(steps, slowest) };
}

function drawRatio({ metric }: Of<'sample_ratio'>, steps: Steps, percent: number): Drawing {
  const share = (all: Counted) => {
    const [on, off] = [sum(exposedOf(all, 'on')), sum(exposedOf(all, 'off'))];
    return ratio(on, on + off);
  };
  const met: GateLine = { who: 'exposed', label: 'met the flag', values: steps.map(share) };
  return { unit: '%', title: `${metric}: who met the flag`, lines: [met, limit(steps, 'by the plan', percent / 100)] };
}

function drawShare({ metric, of, ofOnly, atMost }: Of<'share'>, steps: Steps): Drawing {
  const share = (all: Counted) => {
    const whole = all.filter((one) => one.metric === of && matches(one.attributes, ofOnly));
    return ratio(sum(all.filter((one) => one.metric === metric)), sum(whole));
  };
  const found: GateLine = { who: 'all', label: 'share', values: steps.map(share) };
  return { unit: '%', title: `${metric} in ${of}`, lines: [found, limit(steps, 'may be', atMost)] };
}

function drawGauge({ metric, atMost }: Of<'gauge'>, steps: Steps): Drawing {
  const peak = (all: Counted) => (all.length === 0 ? null : Math.max(...all.map((one) => one.peak ?? 0)));
  const shown: GateLine = { who: 'all', label: 'highest', values: steps.map(peak) };
  return { unit: 'count', title: metric, lines: [shown, limit(steps, 'may be', atMost)] };
}

function both(steps: Steps, value: (all: Counted) => number | null): GateLine[] {
  return [
    { who: 'exposed', label: 'with the flag', values: steps.map((all) => value(exposedOf(all, 'on'))) },
    { who: 'control', label: 'without it', values: steps.map((all) => value(exposedOf(all, 'off'))) },
  ];
}

function limit(steps: Steps, label: string, value: number): GateLine {
  return { who: 'limit', label, values: steps.map(() => value) };
}

function exposedOf(all: Counted, exposed: 'on' | 'off'): Counted {
  return all.filter(({ attributes }) => attributes.exposed === exposed);
}

const sum = (all: Counted) => all.reduce((total, { value }) => total + value, 0);
const ratio = (of: number, all: number) => (all === 0 ? null : of / all);
