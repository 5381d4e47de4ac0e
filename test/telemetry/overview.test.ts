import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toOverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { readOverview } from '#portal/overview/read-overview.ts';
import { makeFlagToken } from '../flags/support/flag-home.ts';
import { send, startTestPortal, type TestPortal } from '../support/test-portal.ts';
import { gauge, histogram, request, sum } from './support/otlp.ts';

const CHILD = 'test/telemetry/support/push-forever.ts';
const PATH = '/api/v1/telemetry/overview';
let portal: TestPortal;
const children: ChildProcess[] = [];
beforeAll(async () => {
  portal = await startTestPortal({ TRIALGATE_COMMIT: 'c0ffee' });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await portal.stop();
});

async function startChild(token: string): Promise<ChildProcess> {
  const child = fork(CHILD, [portal.url, token], { env: { ...process.env, NODE_NO_WARNINGS: '1' } });
  children.push(child);
  await once(child, 'message');
  return child;
}

async function order(child: ChildProcess, word: 'push' | 'hold' | 'stop'): Promise<number> {
  child.send(word);
  const [counted] = await once(child, 'message');
  return counted;
}

/** The overview as it will be read so many seconds from now. */
async function lookIn(seconds: number, environment: string, window: 'live' | 'hour' | 'week' = 'live') {
  return toOverviewOnWire(await readOverview(portal.database, environment, window, Date.now() + seconds * 1_000));
}

async function push(token: string, body: object) {
  const headers = { authorization: `Bearer ${token}` };
  expect((await send(`${portal.url}/api/v1/telemetry/v1/metrics`, 'POST', { body, headers })).body).toEqual({});
}

describe('three processes', () => {
  test('are told as one: their sum, their places, each of them, and which of them was killed', async () => {
    const token = await makeFlagToken(portal, 'three');
    const three = await Promise.all([1, 2, 3].map(() => startChild(token)));
    await Promise.all(three.map((child) => order(child, 'push')));
    await Promise.all(three.map((child) => order(child, 'push')));
    const [first, second, third] = three as [ChildProcess, ChildProcess, ChildProcess];
    const counts = await Promise.all([order(first, 'hold'), order(second, 'stop'), order(third, 'hold')]);
    first.kill('SIGKILL');
    const overview = await lookIn(17, 'three');
    const { numbers, checks, processes } = overview;
    expect(numbers.checks).toBe(counts.reduce((sum, counted) => sum + counted, 0));
    expect(checks.by_tier).toEqual([expect.objectContaining({ name: 'l1', count: numbers.checks })]);
    expect(numbers.hit_ratio).toBe(0.75);
    expect(numbers.latency_p99_ms).toBeGreaterThan(1);
    expect(numbers.latency_p99_ms).toBeLessThanOrEqual(2.5);
    expect(processes).toHaveLength(3);
    const sumOf = processes.reduce((sum, one) => sum + one.checks_per_second, 0);
    expect(sumOf).toBeCloseTo(numbers.checks_per_second ?? 0, 6);
    // Nobody but the one that was killed is missed, once it was not heard for long enough.
    await portal.database.query(
      "UPDATE telemetry_processes SET last_seen_at = last_seen_at - interval '16 s' WHERE instance_id LIKE '%:' || $1 || ':%'",
      [first.pid],
    );
    const states = (await lookIn(17, 'three')).processes.map(({ instance_id, state }) => [
      Number(instance_id.split(':')[1]),
      state,
    ]);
    expect(Object.fromEntries(states)).toEqual({
      [first.pid ?? 0]: 'silent',
      [second.pid ?? 0]: 'stopped',
      [third.pid ?? 0]: 'heard',
    });
    const { breakers, processes: after } = await lookIn(17, 'three');
    expect(breakers).toEqual([{ of: 'portal', closed: 1, half_open: 0, open: 0 }]);
    // Of those that are heard alone: what the others have last shown is long ago.
    expect(after.map(({ state, breakers: own }) => [state, own]).sort()).toEqual([
      ['heard', [{ of: 'portal', state: 'closed' }]],
      ['silent', []],
      ['stopped', []],
    ]);
  });
});

describe('numbers', () => {
  test('of each kind stand where they belong, and what nobody told is not zero', async () => {
    const token = await makeFlagToken(portal, 'kinds');
    const checks = (source: string, outcome: string, asInt: number) => {
      return { asInt, attributes: { place: 'cta', method: 'ssot', source, outcome } };
    };
    await push(
      token,
      request('one', [
        gauge('process_stopping', { asInt: 0 }),
        sum(
          'trial_eligibility_checks_total',
          checks('l1', 'ok', 30),
          checks('database', 'fallback', 6),
          checks('unknown', 'error', 3),
        ),
        sum('trial_eligibility_fallbacks_total', { asInt: 6, attributes: { reason: 'portal_unavailable' } }),
        sum('trial_eligibility_staleness_violations_total', {
          asInt: 2,
          attributes: { place: 'store', seconds: '10' },
        }),
        sum(
          'trial_eligibility_staleness_samples_total',
          { asInt: 9, attributes: { place: 'store', seconds: '10' } },
          { asInt: 8, attributes: { place: 'store', seconds: '1' } },
        ),
        sum('trial_eligibility_rejected_fills_total', { asInt: 3, attributes: { reason: 'older' } }),
        histogram('trial_eligibility_check_duration_seconds', {
          sum: 1,
          explicitBounds: [0.005, 0.01],
          bucketCounts: [50, 50, 0],
          attributes: { place: 'cta', method: 'ssot' },
        }),
        histogram('trial_eligibility_invalidation_lag_seconds', {
          sum: 1,
          explicitBounds: [0.005, 0.01],
          bucketCounts: [50, 50, 0],
        }),
        gauge(
          'trial_eligibility_breaker_state',
          { asInt: 2, attributes: { of: 'portal' } },
          { asInt: 0, attributes: { of: 'store' } },
        ),
        gauge(
          'provisioning_backlog',
          { asInt: 4, attributes: { state: 'retrying' } },
          { asInt: 1, attributes: { state: 'undeliverable' } },
        ),
      ]),
    );
    // A second portal sees the same backlog, which is not twice as long for that.
    await push(token, request('two', [gauge('provisioning_backlog', { asInt: 4, attributes: { state: 'retrying' } })]));
    for (const window of ['live', 'hour', 'week'] as const) {
      const overview = await lookIn(17, 'kinds', window);
      const { numbers, checks, fallbacks_by_reason: reasons, series, breakers } = overview;
      expect(overview.staleness).toEqual([
        { place: 'store', seconds: 1, samples: 8, violations: 0 },
        { place: 'store', seconds: 10, samples: 9, violations: 2 },
      ]);
      expect(overview.latency_by_place).toMatchObject([{ name: 'cta', count: 39, p50_ms: 5 }]);
      expect(overview.cache).toMatchObject({
        by_tier: [],
        invalidations: [],
        rejected_fills: [{ name: 'older', count: 3 }],
        stale_served: [],
      });
      expect(numbers).toMatchObject({
        checks: 39,
        hit_ratio: null,
        fallbacks: 6,
        staleness_violations: 2,
        breaker_state: 2,
        invalidation_lag_p50_ms: 5,
        provisioning_retrying: 4,
        provisioning_undeliverable: 1,
        latency_p50_ms: 5,
      });
      expect(checks.by_place).toEqual([expect.objectContaining({ name: 'cta', count: 39 })]);
      expect(reasons).toEqual([expect.objectContaining({ name: 'portal_unavailable', count: 6 })]);
      expect(breakers.map(({ of, open }) => [of, open])).toEqual([
        ['portal', 1],
        ['store', 0],
      ]);
      expect(series.at).toHaveLength({ live: 30, hour: 60, week: 168 }[window]);
      expect(series.checks_per_second.filter((rate) => rate !== null)).toHaveLength(1);
      expect(series.staleness_violations.filter((count) => count !== null)).toEqual([2]);
    }
  });

  test('of an environment that nobody has told of are unknown', async () => {
    await makeFlagToken(portal, 'empty');
    const { numbers, processes } = await lookIn(0, 'empty');
    expect(processes).toEqual([]);
    expect(new Set(Object.values(numbers))).toEqual(new Set([null]));
  });
});

describe('the portal', () => {
  test('tells itself its own numbers, the backlog with them', async () => {
    await portal.portal.telemetry.push();
    const { processes, numbers } = await lookIn(17, 'customers-development');
    expect(processes).toEqual([expect.objectContaining({ service: 'portal', state: 'heard', version: 'c0ffee' })]);
    expect(numbers.provisioning_retrying).toBe(0);
  });

  test('answers staff, by environment', async () => {
    const { status, body } = await portal.as('viewer', 'GET', `${PATH}?window=hour`);
    expect([status, body.overview.environment, body.overview.step_seconds]).toEqual([200, 'customers-development', 60]);
    expect((await portal.as('viewer', 'GET', `${PATH}?environment=kinds`)).body.overview.environment).toBe('kinds');
    expect((await portal.as('viewer', 'GET', `${PATH}?environment=nowhere`)).body.errors).toContain(
      'customers-staging',
    );
    expect((await portal.as('viewer', 'GET', `${PATH}?environment=nowhere`)).status).toBe(404);
    expect((await portal.as('viewer', 'GET', `${PATH}?window=year`)).status).toBe(422);
  });

  test('streams it', async () => {
    const gone = new AbortController();
    const headers = { authorization: `Bearer ${portal.tokens.viewer}` };
    const reply = await fetch(`${portal.url}${PATH}/stream`, { headers, signal: gone.signal });
    expect(reply.headers.get('content-type')).toBe('text/event-stream');
    const { value } = (await reply.body?.getReader().read()) ?? {};
    const [event = '', line = ''] = Buffer.from(value ?? [])
      .toString()
      .split('\n');
    expect(event).toBe('event: overview');
    expect(JSON.parse(line.replace('data: ', ''))).toMatchObject({
      window: 'live',
      processes: [{ service: 'portal' }],
    });
    gone.abort();
    expect((await fetch(`${portal.url}${PATH}/stream`)).status).toBe(401);
  });
});
