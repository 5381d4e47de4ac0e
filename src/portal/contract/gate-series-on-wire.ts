import type { Gate } from '#domain/rollouts/gate.ts';

/** A line of a gate's chart; null where nothing was counted. */
export type GateLine = {
  /** Of whom: with the flag, without it, of all, or what the plan allows. */
  readonly who: 'exposed' | 'control' | 'all' | 'limit';
  readonly label: string;
  readonly values: readonly (number | null)[];
};

/** What a gate has counted since the step began, in steps of time. Times are milliseconds since 1970. */
export type GateSeries = {
  readonly gate: Gate;
  readonly environment: string;
  readonly step: number;
  /** A share from 0 to 1, milliseconds, or a plain number. */
  readonly unit: '%' | 'ms' | 'count';
  /** What the lines show. */
  readonly title: string;
  readonly from: number;
  readonly stepSeconds: number;
  /** The beginnings of the steps of time, rising. */
  readonly at: readonly number[];
  readonly lines: readonly GateLine[];
  /** How many there were in each of them. */
  readonly exposed: readonly number[];
  readonly control: readonly number[];
};

export function toGateSeriesOnWire({ gate, from, stepSeconds, at, exposed, control, ...series }: GateSeries) {
  const { environment, step, unit, title, lines } = series;
  return {
    gate: gate.name,
    kind: gate.kind,
    role: gate.role,
    environment,
    step,
    unit,
    title,
    measured_from: new Date(from).toISOString(),
    step_seconds: stepSeconds,
    at: at.map((one) => new Date(one).toISOString()),
    lines,
    counts: { exposed, control },
  };
}

export type GateSeriesOnWire = ReturnType<typeof toGateSeriesOnWire>;
