import type { Unit } from './say-value.ts';
import { sayValue } from './say-value.ts';

/** A line of a chart; null where nothing is known. */
export type ChartSeries = { readonly label: string; readonly values: readonly (number | null)[] };

export type ChartProps = {
  readonly title: string;
  readonly unit: Unit;
  /** The beginnings of the steps, as ISO times. */
  readonly at: readonly string[];
  readonly series: readonly ChartSeries[];
};

/** A line in words: where it stands, and between what it was. */
export function describeSeries({ label, values }: ChartSeries, unit: Unit): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return `${label}: not known`;
  const [last, lowest, highest] = [known.at(-1), Math.min(...known), Math.max(...known)];
  return `${label}: last ${sayValue(last, unit)}, lowest ${sayValue(lowest, unit)}, highest ${sayValue(highest, unit)}`;
}
