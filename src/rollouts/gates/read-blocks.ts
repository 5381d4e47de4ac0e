import type { Block } from '#domain/rollouts/judge-counts.ts';
import { environmentAt } from '#domain/rollouts/place.ts';
import { type SummedSeries, sumWindows, type WindowRange } from '#flags/telemetry/read-windows.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { GateQuestion } from './gate-keeper.ts';

const WINDOW = 10_000;
/** More of them tell nothing more. */
const MOST_BLOCKS = 2_000;

/** Which windows belong wholly to the step. */
export function rangeOf(question: GateQuestion, metrics: readonly string[]): WindowRange {
  const from = new Date(Math.ceil(question.from / WINDOW) * WINDOW);
  return { environment: environmentAt(question).name, metrics, from, until: new Date(question.until), seconds: 10 };
}

/** Series of a metric over the step, in blocks of time. */
export function readSeries(
  database: Queryable,
  question: GateQuestion,
  metrics: readonly string[],
): Promise<SummedSeries[]> {
  const range = rangeOf(question, metrics);
  const windows = Math.max(1, (range.until.getTime() - range.from.getTime()) / WINDOW);
  return sumWindows(database, range, 10 * Math.ceil(windows / MOST_BLOCKS));
}

type Counted = { readonly all: number; readonly bad: number };

/** Counts by time: of those with the flag on, and of those with it off. */
export function blocksOf(series: readonly SummedSeries[], count: (one: SummedSeries) => Counted): Block[] {
  const times = Map.groupBy(series, ({ at }) => at.getTime());
  return [...times.entries()]
    .sort(([one], [other]) => one - other)
    .map(([, all]) => {
      const of = (exposed: string) => all.filter((one) => one.attributes.exposed === exposed).map(count);
      const sum = (counted: readonly Counted[], what: keyof Counted) =>
        counted.reduce((total, one) => total + one[what], 0);
      const [on, off] = [of('on'), of('off')];
      return {
        exposed: sum(on, 'all'),
        exposedBad: sum(on, 'bad'),
        control: sum(off, 'all'),
        controlBad: sum(off, 'bad'),
      };
    });
}

/** Whether a series is one of those that are named. */
export function matches(
  attributes: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, readonly string[]>>,
): boolean {
  return Object.entries(wanted).every(([name, values]) => values.includes(attributes[name] ?? ''));
}
