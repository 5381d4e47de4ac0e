/** What people choose: the last minutes, the last hour, the last seven days. */
export const OVERVIEW_WINDOWS = ['live', 'hour', 'week'] as const;
export type OverviewWindow = (typeof OVERVIEW_WINDOWS)[number];

type Shape = {
  /** How far back the charts go, and how long one of their steps is, in seconds. */
  readonly span: number;
  readonly step: number;
  /** What the numbers beside them are about, in seconds before the end. */
  readonly numbers: number;
  /** How far back a process was heard that is still shown. */
  readonly heard: number;
  readonly windows: 10 | 3600;
};

const HOUR = 3_600;

const SHAPES: Readonly<Record<OverviewWindow, Shape>> = {
  live: { span: 300, step: 10, numbers: 60, heard: 900, windows: 10 },
  hour: { span: HOUR, step: 60, numbers: HOUR, heard: HOUR, windows: 10 },
  week: { span: 168 * HOUR, step: HOUR, numbers: 168 * HOUR, heard: 24 * HOUR, windows: 3600 },
};

/** Processes push every 5 seconds: what is younger than this is not all there yet. */
const SETTLED_AFTER = 6_000;

export type OverviewRange = Shape & {
  readonly from: Date;
  readonly until: Date;
  /** Where the numbers begin. */
  readonly numbersFrom: Date;
  /** The beginnings of the steps, rising. */
  readonly steps: readonly Date[];
  /** Seconds of the step that begins there, which are fewer in the hour that is under way. */
  readonly secondsOf: (step: Date) => number;
};

/** @param now milliseconds since 1970. */
export function rangeOf(window: OverviewWindow, now: number): OverviewRange {
  const shape = SHAPES[window];
  const settled = now - SETTLED_AFTER;
  const grid = shape.windows * 1_000;
  // Hours show the one that is under way, because a week without the last hour would miss what is asked about.
  const until = window === 'week' ? Math.floor(settled / grid) * grid + grid : Math.floor(settled / grid) * grid;
  const count = shape.span / shape.step;
  const starts = Array.from({ length: count }, (_, place) => new Date(until - (count - place) * shape.step * 1_000));
  const secondsOf = (step: Date) => Math.min(shape.step, Math.max(1, (settled - step.getTime()) / 1_000));
  return {
    ...shape,
    from: new Date(until - shape.span * 1_000),
    until: new Date(until),
    numbersFrom: new Date(until - shape.numbers * 1_000),
    steps: starts,
    secondsOf: window === 'week' ? secondsOf : () => shape.step,
  };
}
