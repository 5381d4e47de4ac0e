import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureTelemetryPartitions, forgetTelemetry } from '#flags/telemetry/forget-telemetry.ts';
import { makeFlagToken } from '../flags/support/flag-home.ts';
import { startTestPortal, type TestPortal } from '../support/test-portal.ts';
import { gauge, histogram, nanoseconds, request, sum } from './support/otlp.ts';

const PATH = '/api/v1/telemetry/v1/metrics';
let portal: TestPortal;
let token: string;
beforeAll(async () => {
  portal = await startTestPortal();
  token = await makeFlagToken(portal, 'qa');
});
afterAll(() => portal.stop());

async function push(body: unknown, headers: Record<string, string> = {}) {
  const reply = await fetch(portal.url + PATH, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  });
  return { status: reply.status, body: JSON.parse(await reply.text()) };
}

/** What is kept of a metric, in windows of so many seconds. */
async function kept(metric: string, seconds = 10) {
  const { rows } = await portal.database.query(
    `SELECT value, peak, buckets::text, attributes, environment, starts_at FROM telemetry_windows
     JOIN telemetry_series ON telemetry_series.id = series_id JOIN telemetry_processes ON telemetry_processes.id = process_id
     WHERE metric = $1 AND seconds = $2 ORDER BY starts_at, instance_id, attributes::text`,
    [metric, seconds],
  );
  return rows;
}

/** A time in the middle of ten seconds that are over, so that what is near is in the same ones. */
const middle = (back = 60_000) => Math.floor((Date.now() - back) / 10_000) * 10_000 + 5_000;

describe('what is pushed', () => {
  test('is added up in windows of ten seconds and of an hour, for the environment of the token', async () => {
    const at = middle();
    const one = (asInt: string, moment: number) =>
      request('added', [sum('added_total', { asInt, at: moment, attributes: { place: 'list' } })]);
    expect(await push(one('3', at))).toEqual({ status: 200, body: {} });
    expect(await push(one('4', at + 1_000))).toEqual({ status: 200, body: {} });
    const expected = { value: 7, peak: null, attributes: { place: 'list' }, environment: 'qa' };
    expect(await kept('added_total')).toEqual([expect.objectContaining(expected)]);
    expect(await kept('added_total', 3600)).toEqual([expect.objectContaining(expected)]);
  });

  test('counts once, however often and in whatever order it comes again', async () => {
    const at = middle();
    const one = (moment: number) => request('again', [sum('again_total', { asInt: 5, at: moment })]);
    for (const moment of [at, at + 100, at, at + 100, at]) await push(one(moment));
    await Promise.all([at, at + 100, at + 200, at + 200].map((moment) => push(one(moment))));
    expect(await kept('again_total')).toEqual([expect.objectContaining({ value: 15 })]);
    expect(await kept('again_total', 3600)).toEqual([expect.objectContaining({ value: 15 })]);
  });

  test('histograms keep fractions, and their buckets are added one by one', async () => {
    const at = middle();
    const one = (bucketCounts: unknown[], moment: number) =>
      request('h', [
        histogram('h_seconds', { sum: 0.25, count: 3, explicitBounds: [0.1, 1], bucketCounts, at: moment }),
      ]);
    await push(one(['1', '2', '0'], at));
    await push(one([1, 0, 5], at + 100));
    expect(await kept('h_seconds')).toEqual([expect.objectContaining({ value: 0.5, buckets: '{2,2,5}' })]);
    expect(await kept('h_seconds', 3600)).toEqual([expect.objectContaining({ value: 0.5, buckets: '{2,2,5}' })]);
  });

  test('a gauge is the last by its own time, and how high it has been', async () => {
    const at = middle();
    for (const [asDouble, moment] of [
      [2.5, at],
      [9.5, at + 200],
      [1, at + 100],
    ] as const) {
      await push(request('g', [gauge('g', { asDouble, at: moment })]));
    }
    for (const seconds of [10, 3600])
      expect(await kept('g', seconds)).toEqual([expect.objectContaining({ value: 9.5, peak: 9.5 })]);
  });

  test('may be packed, and hold several times and processes', async () => {
    const at = middle();
    const points = [at, at + 10, at + 10, at - 10_000].map((moment) => ({ asInt: 1, at: moment }));
    const both = ['one', 'two'].flatMap((id) => request(id, [sum('packed_total', ...points)]).resourceMetrics);
    const body = gzipSync(JSON.stringify({ resourceMetrics: both }));
    expect(await push(body, { 'content-encoding': 'gzip' })).toEqual({ status: 200, body: {} });
    expect((await kept('packed_total')).map(({ value }) => value)).toEqual([1, 1, 2, 2]);
  });

  test('that cannot be kept is counted and said, the rest is kept', async () => {
    const bad = [
      sum('partial_total', { asInt: 1 }, { asInt: 1, at: Date.now() - 7_200_000 }, { asInt: 'x' }),
      sum('partial_total', { asInt: 1, at: Date.now() + 3_600_000 }),
      { name: 'cumulative_total', sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [{}] } },
      { name: 's', summary: { dataPoints: [{}] } },
      histogram('h2_seconds', { sum: 1, explicitBounds: [1, 1], bucketCounts: [0, 0, 1] }),
      sum('partial_total', { asInt: 1, attributes: { place: 'x'.repeat(201) } }),
      sum('a\u0000b', { asInt: 1 }),
      gauge('huge', { asDouble: 1e308 }),
    ];
    const { status, body } = await push(request('partial', bad));
    expect({ status, rejected: body.partialSuccess.rejectedDataPoints }).toEqual({ status: 200, rejected: '9' });
    expect(body.partialSuccess.errorMessage).toContain('last hour');
    expect(await kept('partial_total')).toHaveLength(1);
    const nobody = await push({ resourceMetrics: [{ scopeMetrics: [{ metrics: [sum('x', { asInt: 1 })] }] }] });
    expect(nobody.body.partialSuccess.errorMessage).toContain('service.instance.id');
  });
});

describe('who pushes', () => {
  test.each([
    ['nothing', ''],
    ['a wrong token', 'Bearer tgf_wrong'],
  ])('with %s is refused by 401, whatever the body', async (_name, authorization) => {
    expect((await push('{', { authorization })).status).toBe(401);
    expect((await push(request('x', []), { authorization })).status).toBe(401);
  });

  test('a personal token opens nothing here', async () => {
    expect((await push({}, { authorization: `Bearer ${portal.tokens.admin}` })).status).toBe(403);
  });

  test('is of the environment of the token, whatever the body says', async () => {
    const body = request('liar', [sum('liar_total', { asInt: 1 })]);
    const claim = { key: 'deployment.environment.name', value: { stringValue: 'production' } };
    body.resourceMetrics[0]?.resource.attributes.push(claim);
    await push(body);
    expect(await kept('liar_total')).toEqual([expect.objectContaining({ environment: 'qa' })]);
  });
});

describe('what is no push', () => {
  test.each([
    ['{', 400, {}],
    ['', 400, {}],
    ['null', 422, {}],
    ['[]', 422, {}],
    ['{"resourceMetrics":7}', 422, {}],
    ['{"resourceMetrics":[null]}', 422, {}],
    ['{"resourceMetrics":[{"scopeMetrics":{}}]}', 422, {}],
    ['{}', 415, { 'content-type': 'application/x-protobuf' }],
    ['{}', 415, { 'content-encoding': 'br' }],
    ['{}', 400, { 'content-encoding': 'gzip' }],
    [' '.repeat(1_100_000), 413, {}],
  ] as const)('%.40s is answered %i', async (body, status, headers) => {
    expect((await push(body, headers as Record<string, string>)).status).toBe(status);
  });

  test('a small body that unpacks to a huge one is refused', async () => {
    expect((await push(gzipSync(' '.repeat(9_000_000)), { 'content-encoding': 'gzip' })).status).toBe(413);
  });

  test('whatever it is, nothing breaks', async () => {
    const odd = fc.oneof(
      fc.constantFrom(
        null,
        '',
        'x',
        '\u0000',
        '\ud800',
        '__proto__',
        -1,
        0,
        1.5,
        1e308,
        true,
        [],
        {},
        nanoseconds(Date.now()),
      ),
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const point = fc.record(
      {
        timeUnixNano: fc.oneof({ weight: 4, arbitrary: fc.constant(nanoseconds(Date.now())) }, odd),
        asInt: odd,
        asDouble: odd,
        sum: odd,
        explicitBounds: fc.oneof(fc.array(odd, { maxLength: 3 }), odd),
        bucketCounts: fc.oneof(fc.array(fc.oneof(fc.nat(), odd), { maxLength: 4 }), odd),
        attributes: fc.oneof(
          fc.array(fc.record({ key: odd, value: fc.oneof(fc.record({ stringValue: odd }), odd) }), { maxLength: 3 }),
          odd,
        ),
      },
      { requiredKeys: ['timeUnixNano'] },
    );
    const points = fc.record({
      aggregationTemporality: fc.oneof(fc.constant(1), odd),
      dataPoints: fc.oneof({ weight: 5, arbitrary: fc.array(point, { maxLength: 4 }) }, odd),
    });
    const kinds = fc.constantFrom('sum', 'gauge', 'histogram', 'summary');
    const metric = fc.tuple(
      fc.oneof(fc.string({ unit: 'binary' }), odd),
      kinds,
      fc.oneof({ weight: 5, arbitrary: points }, odd),
    );
    const metrics = fc.array(
      metric.map(([name, kind, of]) => ({ name, [kind]: of })),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(metrics, fc.oneof(fc.constant('id'), odd), async (some, id) => {
        const { status } = await push(request(id as string, some));
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 60 },
    );
  });
});

test('what is older than seven days goes with its day, and processes with it', async () => {
  await ensureTelemetryPartitions(portal.database);
  await portal.database.query(
    "SELECT ensure_partition('telemetry_windows', 'day', clock_timestamp() - make_interval(days => $1))",
    [9],
  );
  await portal.database.query(
    "SELECT ensure_partition('telemetry_windows', 'day', clock_timestamp() - make_interval(days => $1))",
    [6],
  );
  await portal.database.query(
    "INSERT INTO telemetry_processes (environment, service, instance_id, version, last_seen_at) VALUES ('qa', 's', 'old', 'v', now() - interval '10 days')",
  );
  expect(await forgetTelemetry(portal.database)).toEqual([expect.stringMatching(/^telemetry_windows_\d{8}$/)]);
  expect(await forgetTelemetry(portal.database)).toEqual([]);
  const { rows } = await portal.database.query("SELECT FROM telemetry_processes WHERE instance_id = 'old'");
  expect(rows).toEqual([]);
});
