import { Chart } from './chart.tsx';
import type { ChartProps } from './chart-series.ts';

type ChartOfProps = Omit<ChartProps, 'series'> & {
  /** Values by the words for their line. */
  readonly lines: Readonly<Record<string, readonly (number | null)[]>>;
};

/** A chart of named lines. */
export function ChartOf({ lines, ...props }: ChartOfProps) {
  return <Chart {...props} series={Object.entries(lines).map(([label, values]) => ({ label, values }))} />;
}
