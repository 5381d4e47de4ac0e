/** Bodies as OpenTelemetry's exporters write them. */

export type TestPoint = { readonly attributes?: Record<string, string>; readonly at?: number } & Record<
  string,
  unknown
>;

export function nanoseconds(at: number): string {
  return `${Math.floor(at)}000000`;
}

function attributesOf(attributes: Record<string, string>) {
  return Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}

function pointOf({ attributes = {}, at = Date.now(), ...values }: TestPoint) {
  const times = { startTimeUnixNano: nanoseconds(at - 5_000), timeUnixNano: nanoseconds(at) };
  return { attributes: attributesOf(attributes), ...times, ...values };
}

export const sum = (name: string, ...points: TestPoint[]) => ({
  name,
  sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints: points.map(pointOf) },
});
export const gauge = (name: string, ...points: TestPoint[]) => ({ name, gauge: { dataPoints: points.map(pointOf) } });
export const histogram = (name: string, ...points: TestPoint[]) => ({
  name,
  histogram: { aggregationTemporality: 1, dataPoints: points.map(pointOf) },
});

/** Points of those who have a flag (`on`) and of those who do not: how many there were, and how long it took them. */
export const exposedPoints = (at: number) => ({
  counted: (exposed: string, outcome: string, asInt: number) => ({ attributes: { exposed, outcome }, asInt, at }),
  took: (exposed: string, bucketCounts: readonly number[]) => ({
    attributes: { exposed },
    explicitBounds: [0.1, 1],
    bucketCounts,
    sum: 1,
    count: 100,
    at,
  }),
});

/** One request of one process. */
export function request(instanceId: string, metrics: readonly object[], service = 'saas') {
  const resource = { 'service.name': service, 'service.instance.id': instanceId, 'service.version': 'c0ffee' };
  return {
    resourceMetrics: [
      { resource: { attributes: attributesOf(resource) }, scopeMetrics: [{ scope: { name: service }, metrics }] },
    ],
  };
}
