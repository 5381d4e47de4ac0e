import {
  type JsonObject,
  readAttributes,
  readCount,
  readName,
  readNumber,
  readObject,
  readObjects,
  readTime,
} from './otlp-values.ts';
import type { Reading, ReportingProcess } from './reading.ts';

/** Windows are open so long: whoever pushes again what was lost, does so within minutes. */
const OLDEST = 3_600_000;
/** Clocks differ a little. */
const LATEST = 60_000;
const MOST_BOUNDS = 200;
/** Sums of larger ones would not be exact, and in the end no number at all. */
const LARGEST = 1e15;

export type ReadMetrics = {
  readonly told: readonly { readonly process: Omit<ReportingProcess, 'environment'>; readonly readings: Reading[] }[];
  /** Points that are not kept, and why the first of them is not. */
  readonly rejected: number;
  readonly because: string | undefined;
};

/**
 * Reads an ExportMetricsServiceRequest in OTLP's JSON. A point that cannot be kept is left out and counted.
 * @param now milliseconds since 1970.
 * @throws {BadRequest} for what is no such request.
 */
export function readOtlpMetrics(body: unknown, now: number): ReadMetrics {
  const left = new LeftOut();
  const resources = readObjects(readObject(body ?? 'nothing', 'body').resourceMetrics, 'resourceMetrics');
  const told = resources.map((one) => {
    const process = readProcess(readObject(one.resource, 'resource'));
    const metrics = readObjects(one.scopeMetrics, 'scopeMetrics').flatMap((scope) =>
      readObjects(scope.metrics, 'metrics'),
    );
    const readings = metrics.flatMap((metric) => readMetric(metric, now, left));
    if (process) return { process, readings };
    left.add('the resource must name service.name and service.instance.id', readings.length);
    return undefined;
  });
  return { told: told.filter((one) => one !== undefined), rejected: left.count, because: left.because };
}

class LeftOut {
  count = 0;
  because: string | undefined;

  add(because: string, count = 1): undefined {
    if (count === 0) return;
    this.count += count;
    this.because ??= because;
  }
}

function readProcess(resource: JsonObject): Omit<ReportingProcess, 'environment'> | undefined {
  // Others describe themselves at length; of that, three attributes are read.
  const wanted = ['service.name', 'service.instance.id', 'service.version'];
  const attributes = readObjects(resource.attributes, 'attributes').filter(({ key }) => wanted.includes(String(key)));
  const named = readAttributes(attributes, 'attributes');
  const [service, instanceId, version = 'unknown'] = wanted.map((name) => named?.[name]);
  return service && instanceId ? { service, instanceId, version } : undefined;
}

type Shape = { readonly kind: Reading['kind']; readonly points: JsonObject[] };

function readMetric(metric: JsonObject, now: number, left: LeftOut): Reading[] {
  const name = readName(metric.name);
  const { kind, points } = shapeOf(metric, left);
  if (name === undefined) left.add('a metric needs a name of 1 to 200 characters', points.length);
  if (name === undefined) return [];
  return points.flatMap((point) => readPoint({ name, kind, point }, now, left) ?? []);
}

function shapeOf(metric: JsonObject, left: LeftOut): Shape {
  const [gauge, sum, histogram] = [metric.gauge, metric.sum, metric.histogram].map((one) => readObject(one, 'metric'));
  const points = (one: JsonObject | undefined) => readObjects(one?.dataPoints, 'dataPoints');
  if (metric.gauge) return { kind: 'gauge', points: points(gauge) };
  if (metric.histogram && isDelta(histogram)) return { kind: 'histogram', points: points(histogram) };
  if (metric.sum && isDelta(sum)) return { kind: 'sum', points: points(sum) };
  // What goes up and down shows what there is, as a gauge does.
  if (metric.sum && sum?.isMonotonic !== true) return { kind: 'gauge', points: points(sum) };
  const count = points(sum).length + points(histogram).length;
  left.add('sums and histograms must be of delta temporality', count);
  for (const other of ['exponentialHistogram', 'summary']) {
    left.add(`of the kind ${other} nothing is kept`, points(readObject(metric[other], other)).length);
  }
  return { kind: 'sum', points: [] };
}

function isDelta(one: JsonObject | undefined): boolean {
  return one?.aggregationTemporality === 1 || one?.aggregationTemporality === 'AGGREGATION_TEMPORALITY_DELTA';
}

type NamedPoint = { readonly name: string; readonly kind: Reading['kind']; readonly point: JsonObject };

function readPoint({ name, kind, point }: NamedPoint, now: number, left: LeftOut): Reading | undefined {
  const attributes = readAttributes(point.attributes, 'attributes');
  const endsAt = readTime(point.timeUnixNano);
  if (!attributes)
    return left.add('a point has at most 20 attributes: texts up to 200 characters, numbers, true or false');
  if (endsAt === undefined || endsAt < now - OLDEST || endsAt > now + LATEST) {
    return left.add('timeUnixNano must lie within the last hour');
  }
  const value = readNumber(kind === 'histogram' ? (point.sum ?? 0) : (point.asDouble ?? point.asInt));
  if (value === undefined || Math.abs(value) > LARGEST) return left.add('a point needs a value between -1e15 and 1e15');
  const reading = { metric: name, attributes, endsAt, value };
  if (kind !== 'histogram') return { ...reading, kind };
  const histogram = readBuckets(point);
  return histogram
    ? { ...reading, kind, ...histogram }
    : left.add('bucketCounts must be one more than explicitBounds, which rise');
}

function readBuckets({ explicitBounds = [], bucketCounts = [] }: JsonObject) {
  if (!Array.isArray(explicitBounds) || !Array.isArray(bucketCounts)) return undefined;
  if (explicitBounds.length > MOST_BOUNDS || bucketCounts.length !== explicitBounds.length + 1) return undefined;
  const bounds = explicitBounds.map(readNumber).filter((one) => one !== undefined);
  const buckets = bucketCounts.map(readCount).filter((one) => one !== undefined);
  const rising = bounds.every((one, place) => place === 0 || one > (bounds[place - 1] as number));
  const whole = bounds.length === explicitBounds.length && buckets.length === bucketCounts.length;
  return whole && rising ? { bounds, buckets } : undefined;
}
