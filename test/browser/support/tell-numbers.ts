import { makeFlagToken } from '../../flags/support/flag-home.ts';
import { send, type TestPortal } from '../../support/test-portal.ts';
import { gauge, histogram, request, sum } from '../../telemetry/support/otlp.ts';

/** Where something is wrong with every number; of its own, since a rollout would go back for it. */
export const TOLD_ENVIRONMENT = 'a-bad-day';
export const TOLD_OVERVIEW = `/overview?${new URLSearchParams({ environment: TOLD_ENVIRONMENT, window: 'hour' })}`;

const count = (value: number, attributes: Record<string, string>, at: number) => ({ asInt: value, attributes, at });

function metricsAt(at: number) {
  const checks = { place: 'cta', method: 'ssot', source: 'database', outcome: 'fallback' };
  const bounds = { explicitBounds: [0.005, 0.01], bucketCounts: [50, 50, 0], sum: 1, at };
  return [
    gauge('process_stopping', { asInt: 0, at }),
    sum('trial_eligibility_checks_total', count(6, checks, at)),
    sum('trial_eligibility_fallbacks_total', count(6, { reason: 'feed_behind' }, at)),
    sum('trial_eligibility_cache_hits_total', count(30, { tier: 'l1' }, at), count(10, { tier: 'redis' }, at)),
    sum('trial_eligibility_cache_misses_total', count(5, {}, at)),
    sum('trial_eligibility_invalidations_total', count(4, { kind: 'version' }, at)),
    sum('trial_eligibility_rejected_fills_total', count(2, { reason: 'older' }, at)),
    sum('trial_eligibility_stale_served_total', count(3, { reason: 'feed_behind' }, at)),
    sum('trial_eligibility_staleness_samples_total', count(9, { place: 'store', seconds: '10' }, at)),
    sum('trial_eligibility_staleness_violations_total', count(1, { place: 'store', seconds: '10' }, at)),
    histogram('trial_eligibility_check_duration_seconds', {
      ...bounds,
      attributes: { place: 'cta', method: 'ssot' },
    }),
    histogram('trial_eligibility_invalidation_lag_seconds', bounds),
    gauge('trial_eligibility_breaker_state', count(2, { of: 'portal' }, at), count(0, { of: 'store' }, at)),
    gauge('provisioning_backlog', count(4, { state: 'retrying' }, at), count(1, { state: 'undeliverable' }, at)),
  ];
}

/** What a process of saas would tell on a bad day: every number, and an error that nobody foresaw. */
export async function tellNumbers(portal: TestPortal): Promise<void> {
  const headers = { authorization: `Bearer ${await makeFlagToken(portal, TOLD_ENVIRONMENT)}` };
  const tell = async (path: string, body: object) => {
    const { status, text } = await send(`${portal.url}/api/v1/telemetry${path}`, 'POST', { body, headers });
    if (status >= 300) throw new Error(`telling ${path} answered ${status}: ${text}`);
  };
  await tell('/v1/metrics', request('host:1:abc', metricsAt(Date.now() - 30_000)));
  await tell('/errors', {
    service: 'saas',
    commit: 'c0ffee',
    fingerprint: 'a'.repeat(32),
    title: 'TypeError: plan is undefined',
    request_id: 'request-4711',
    flags: { example_flag: true },
    at: Date.now(),
  });
}
