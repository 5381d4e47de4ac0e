import { Skeleton, Text } from '@mantine/core';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { useGateSeries } from '../api/use-rollouts.ts';
import { Chart } from '../overview/chart.tsx';

const CHARTED: readonly string[] = ['failures', 'latency', 'sample_ratio', 'share', 'gauge'];

/** Whether a gate judges what processes push; of the others there is only their word. */
export const isCharted = (kind: string) => CHARTED.includes(kind);

type GateChartProps = { readonly rollout: DescribedRollout; readonly gate: string };

/** What a gate has counted since the step began. */
export function GateChart({ rollout, gate }: GateChartProps) {
  const { data: series, error, isPending } = useGateSeries(rollout, gate);
  if (isPending) return <Skeleton height={180} />;
  if (error) return <Text size="sm">Its chart cannot be fetched: {error.message}</Text>;
  const counted = series?.lines.filter(({ who }) => who !== 'limit') ?? [];
  if (!series || counted.every(({ values }) => values.every((one) => one === null))) {
    return (
      <Text size="sm" c="dimmed">
        Nothing was counted since the step began.
      </Text>
    );
  }
  return <Chart title={series.title} unit={series.unit} at={series.at} series={series.lines} />;
}
