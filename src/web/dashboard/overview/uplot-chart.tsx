import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { ChartProps } from './chart-series.ts';
import { sayValue } from './say-value.ts';
import 'uplot/dist/uPlot.min.css';

const HEIGHT = 180;
/** Told apart by their dashes too, because not everybody sees their colours. */
const LINES = [
  { light: '#6741d9', dark: '#b197fc', dash: [] },
  { light: '#0b7285', dark: '#66d9e8', dash: [6, 4] },
  { light: '#a61e4d', dark: '#faa2c1', dash: [2, 3] },
];
const INK = { light: { text: '#495057', grid: '#e9ecef' }, dark: { text: '#c1c5cd', grid: '#363b46' } };

/** Draws lines over time, as wide as there is room. Only `chart.tsx` loads it, with the same in words. */
export function UplotChart({ unit, at, series }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const scheme = useComputedColorScheme('light');
  const labels = series.map(({ label }) => label).join('\n');
  const drawn = [at.map((step) => Date.parse(step) / 1_000), ...series.map(({ values }) => [...values])];
  const newest = useRef<uPlot.AlignedData>([[]]);
  newest.current = drawn as uPlot.AlignedData;

  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const options = optionsOf(labels.split('\n'), unit, scheme, element.clientWidth);
    const made = new uPlot(options, newest.current, element);
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [labels, unit, scheme]);

  const signature = JSON.stringify(drawn);
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn again when what it shows has changed
  useEffect(() => plot.current?.setData(newest.current), [signature]);

  return <div ref={place} className="overview-plot" />;
}

/** There is room for a few letters only. */
function sayTick(tick: number, unit: ChartProps['unit']): string {
  return sayValue(tick, unit).replace(' a second', '/s');
}

function optionsOf(
  labels: readonly string[],
  unit: ChartProps['unit'],
  scheme: 'light' | 'dark',
  width: number,
): uPlot.Options {
  const { text: stroke, grid } = INK[scheme];
  const axis = { stroke, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } };
  return {
    width,
    height: HEIGHT,
    legend: { show: labels.length > 1 },
    scales: { y: { range: (_plot, _low, high) => [0, high > 0 ? high * 1.1 : 1] } },
    cursor: { drag: { x: false, y: false } },
    axes: [axis, { ...axis, size: 64, values: (_plot, ticks) => ticks.map((tick) => sayTick(tick, unit)) }],
    series: [
      {},
      ...labels.map((label, index) => {
        const line = LINES[index % LINES.length] ?? LINES[0];
        const dash = line?.dash ?? [];
        const drawnAs = { label, stroke: line?.[scheme] ?? stroke, width: 2, ...(dash.length > 0 ? { dash } : {}) };
        return {
          ...drawnAs,
          value: (_plot: uPlot, value: number | null) => (value === null ? '' : sayValue(value, unit)),
        };
      }),
    ],
  };
}
