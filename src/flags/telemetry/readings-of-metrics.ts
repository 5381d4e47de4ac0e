import { DataPointType, type MetricData, type ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Reading } from './reading.ts';

/** What the flag home's own meter has read, without the way over HTTP. */
export function readingsOfMetrics({ scopeMetrics }: ResourceMetrics): Reading[] {
  return scopeMetrics.flatMap(({ metrics }) => metrics.flatMap(readingsOf));
}

function readingsOf(metric: MetricData): Reading[] {
  const { name } = metric.descriptor;
  switch (metric.dataPointType) {
    case DataPointType.HISTOGRAM:
      return metric.dataPoints.map(({ value, ...point }) => ({
        ...pointOf(name, point),
        kind: 'histogram',
        value: value.sum ?? 0,
        bounds: value.buckets.boundaries,
        buckets: value.buckets.counts,
      }));
    case DataPointType.SUM:
    case DataPointType.GAUGE: {
      const kind = metric.dataPointType === DataPointType.SUM && metric.isMonotonic ? 'sum' : 'gauge';
      return metric.dataPoints.map(({ value, ...point }) => ({ ...pointOf(name, point), kind, value }));
    }
    default:
      return [];
  }
}

type SdkPoint = { readonly attributes: object; readonly endTime: readonly [number, number] };

function pointOf(metric: string, { attributes, endTime: [seconds, nanoseconds] }: SdkPoint) {
  const texts = Object.entries(attributes).map(([key, value]) => [key, String(value)]);
  return { metric, attributes: Object.fromEntries(texts), endsAt: seconds * 1_000 + Math.floor(nanoseconds / 1e6) };
}
