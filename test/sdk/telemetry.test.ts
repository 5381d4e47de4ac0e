import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ObservedCheck } from '#sdk/index.ts';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';
import { openSdk } from './support/open-sdk.ts';

let portal: TestPortal;
const stack = new AsyncDisposableStack();
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(async () => {
  await stack.disposeAsync();
  await portal.stop();
});

test('a real meter shows hits by tier, misses, tombstones, invalidations, their lag, and the breakers', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
  const provider = new MeterProvider({ readers: [reader] });
  stack.defer(() => provider.shutdown());
  const redis = createClient({ url: inject('redisUrl'), commandOptions: { timeout: 0 } }).on('error', () => {});
  await redis.connect();
  stack.defer(() => redis.destroy());
  const meter = provider.getMeter('test');
  const { sdk } = openSdk(stack, portal.url, { redis, keyPrefix: 'telemetry:', meter, sampleShare: 1 });

  await until(async () => (await sdk.check([1], { place: 'list' })).get(1)?.source === 'l1');
  await portal.as('operator', 'PUT', '/api/v1/namespaces/1/block', { reason: 'just a test' });
  await until(async () => (await sdk.check([1], { place: 'list' })).get(1)?.version === 1);
  await until(async () => (sdk.stats().trial_eligibility_staleness_samples_total ?? 0) > 0);

  await reader.forceFlush();
  const points = new Map<string, { attributes: object; value: unknown }[]>();
  for (const { scopeMetrics } of exporter.getMetrics()) {
    for (const { metrics } of scopeMetrics) {
      for (const { descriptor, dataPoints } of metrics) points.set(descriptor.name, dataPoints);
    }
  }
  const attributesOf = (name: string) => points.get(name)?.map(({ attributes }) => attributes);
  expect(attributesOf('trial_eligibility_cache_hits_total')).toEqual(expect.arrayContaining([{ tier: 'l1' }]));
  expect(attributesOf('trial_eligibility_cache_misses_total')).toEqual([{}]);
  expect(attributesOf('trial_eligibility_invalidations_total')).toEqual([{ kind: 'version' }]);
  expect(attributesOf('trial_eligibility_tombstone_hits_total')).toEqual([{}]);
  expect(attributesOf('trial_eligibility_breaker_state')).toEqual([{ of: 'portal' }, { of: 'store' }]);
  expect(points.get('trial_eligibility_breaker_state')?.map(({ value }) => value)).toEqual([0, 0]);
  expect(attributesOf('trial_eligibility_staleness_samples_total')).toContainEqual({ place: 'process', seconds: 1 });
  expect(points.has('trial_eligibility_staleness_violations_total')).toBe(false);
  expect(attributesOf('trial_eligibility_checks_total')).toContainEqual({
    place: 'list',
    method: 'ssot',
    source: 'l1',
    outcome: 'ok',
  });
  const [lag] = points.get('trial_eligibility_invalidation_lag_seconds') ?? [];
  expect((lag?.value as { max: number } | undefined)?.max).toBeLessThan(5);
  expect(points.has('trial_eligibility_check_duration_seconds')).toBe(true);
});

test('whoever wants to keep checks is told of each, with its answers; what they throw spoils none', async () => {
  const told: ObservedCheck[] = [];
  const onCheck = (check: ObservedCheck) => {
    told.push(check);
    if (told.length > 1) throw new Error('no room');
  };
  const { sdk, lines } = openSdk(stack, portal.url, { onCheck });
  const asked = { place: 'cta', userId: 7, requestId: 'r1' } as const;
  const answers = await sdk.check([1, 2], asked);
  expect(told).toEqual([{ answers, ...asked, method: 'ssot', durationMs: expect.any(Number) }]);
  expect((await sdk.check([3])).get(3)?.source).toBe('portal');
  expect(told[1]).toMatchObject({ place: 'other', userId: undefined });
  expect(lines.filter(({ message }) => message === 'eligibility: onCheck failed')).toHaveLength(1);
});
