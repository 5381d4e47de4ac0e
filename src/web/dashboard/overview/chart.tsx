import { Skeleton, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { type ChartProps, describeSeries } from './chart-series.ts';
import { PlainTable } from './plain-table.tsx';
import { sayValue } from './say-value.ts';

// Drawn by a library that whoever only reads the numbers need not load.
const UplotChart = lazy(async () => ({ default: (await import('./uplot-chart.tsx')).UplotChart }));

/** A chart, the same in a sentence for each line, and the same as a table. */
export function Chart(props: ChartProps) {
  const { title, unit, series } = props;
  const sentence = series.map((one) => describeSeries(one, unit)).join('; ');
  return (
    <figure className="overview-chart">
      <div role="img" aria-label={`${title}. ${sentence}.`}>
        <Suspense fallback={<Skeleton height={180} />}>
          <UplotChart {...props} />
        </Suspense>
      </div>
      <figcaption>
        <Text size="sm" c="dimmed">
          {sentence}.
        </Text>
      </figcaption>
      <AsTable {...props} />
    </figure>
  );
}

/** Its rows are made when somebody opens it: a week has 168 of them. */
function AsTable({ title, unit, at, series }: ChartProps) {
  const [isOpen, setIsOpen] = useState(false);
  const rows = () =>
    at.map((step, place) => [
      new Date(step).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'medium' }),
      ...series.map(({ values }) => sayValue(values[place], unit)),
    ]);
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{title} as a table</summary>
      {isOpen && (
        <PlainTable
          caption={title}
          headings={['Time', ...series.map(({ label }) => label)]}
          rows={rows().reverse()}
          empty="Nothing is known."
        />
      )}
    </details>
  );
}
