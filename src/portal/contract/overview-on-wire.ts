import type { Overview, OverviewProcess } from '../overview/overview.ts';
import type { Tally } from '../overview/tally.ts';

export type OverviewOnWire = ReturnType<typeof toOverviewOnWire>;

/** Rates are per second, durations milliseconds, ratios from 0 to 1; null is "not known", which is not zero. */
export function toOverviewOnWire({ range, total, steps, ...overview }: Overview) {
  const series = steps.map(toNumbersOnWire);
  const each = <Name extends keyof NumbersOnWire>(name: Name) => series.map((one) => one[name]);
  return {
    environment: overview.environment,
    environments: overview.environments,
    window: overview.window,
    from: range.from.toISOString(),
    until: range.until.toISOString(),
    step_seconds: range.step,
    numbers_seconds: range.numbers,
    processes: overview.processes.map(toProcessOnWire),
    breakers: overview.breakers.map(({ of, closed, halfOpen, open }) => ({ of, closed, half_open: halfOpen, open })),
    numbers: toNumbersOnWire(total),
    checks: {
      by_method: total.by('checks', 'method').map(toShareOnWire),
      by_place: total.by('checks', 'place').map(toShareOnWire),
      by_tier: total.by('checks', 'source').map(toShareOnWire),
    },
    latency_by_place: total.by('checks', 'place').map((one) => toLatencyOnWire(total, one)),
    fallbacks_by_reason: total.by('fallbacks', 'reason').map(toShareOnWire),
    cache: toCacheOnWire(total),
    staleness: toStalenessOnWire(total),
    series: {
      at: range.steps.map((step) => step.toISOString()),
      checks_per_second: each('checks_per_second'),
      hit_ratio: each('hit_ratio'),
      latency_p50_ms: each('latency_p50_ms'),
      latency_p95_ms: each('latency_p95_ms'),
      latency_p99_ms: each('latency_p99_ms'),
      fallbacks_per_second: each('fallbacks_per_second'),
      unknown_per_second: each('unknown_per_second'),
      breaker_state: each('breaker_state'),
      staleness_violations: each('staleness_violations'),
      invalidation_lag_p99_ms: each('invalidation_lag_p99_ms'),
      provisioning_retrying: each('provisioning_retrying'),
      provisioning_undeliverable: each('provisioning_undeliverable'),
    },
  };
}

type NumbersOnWire = ReturnType<typeof toNumbersOnWire>;

function toNumbersOnWire(tally: Tally) {
  const known = (value: number) => (tally.isHeard ? value : null);
  return {
    checks_per_second: known(tally.perSecond('checks')),
    checks: known(tally.sum('checks')),
    hit_ratio: tally.hitRatio,
    latency_p50_ms: tally.quantile('duration', 0.5),
    latency_p95_ms: tally.quantile('duration', 0.95),
    latency_p99_ms: tally.quantile('duration', 0.99),
    fallbacks_per_second: known(tally.perSecond('checks', { outcome: 'fallback' })),
    fallbacks: known(tally.sum('checks', { outcome: 'fallback' })),
    // An error is a check in which nothing at all was known.
    unknown_per_second: known(
      tally.perSecond('checks', { outcome: 'unknown' }) + tally.perSecond('checks', { outcome: 'error' }),
    ),
    /** 0 closed, 1 half open, 2 open: the worst of all processes. */
    breaker_state: tally.peak('breaker'),
    staleness_samples: known(tally.sum('samples')),
    staleness_violations: known(tally.sum('violations')),
    invalidation_lag_p50_ms: tally.quantile('lag', 0.5),
    invalidation_lag_p99_ms: tally.quantile('lag', 0.99),
    provisioning_retrying: tally.peak('backlog', { state: 'retrying' }),
    provisioning_undeliverable: tally.peak('backlog', { state: 'undeliverable' }),
  };
}

type Share = ReturnType<Tally['by']>[number];

function toLatencyOnWire(tally: Tally, { name, count }: Share) {
  const at = (share: number) => tally.quantile('duration', share, { place: name });
  return { name, count, p50_ms: at(0.5), p99_ms: at(0.99) };
}

/** Where namespaces were answered, and what made the cache ask again. */
function toCacheOnWire(tally: Tally) {
  const asked = { name: 'portal', count: tally.sum('misses'), perSecond: tally.perSecond('misses') };
  return {
    by_tier: [...tally.by('hits', 'tier'), ...(asked.count > 0 ? [asked] : [])].map(toShareOnWire),
    invalidations: tally.by('invalidations', 'kind').map(toShareOnWire),
    rejected_fills: tally.by('rejectedFills', 'reason').map(toShareOnWire),
    stale_served: tally.by('staleServed', 'reason').map(toShareOnWire),
  };
}

/** Changed namespaces that were read again: where, so many seconds after, how many, and how many of them were older. */
function toStalenessOnWire(tally: Tally) {
  return tally.by('samples', 'place').flatMap(({ name: place }) =>
    tally
      .by('samples', 'seconds', { place })
      .map(({ name: seconds, count: samples }) => ({
        place,
        seconds: Number(seconds),
        samples,
        violations: tally.sum('violations', { place, seconds }),
      }))
      .sort((one, other) => one.seconds - other.seconds),
  );
}

function toShareOnWire({ name, count, perSecond }: Share) {
  return { name, count, per_second: perSecond };
}

function toProcessOnWire(process: OverviewProcess) {
  return {
    service: process.service,
    instance_id: process.instanceId,
    version: process.version,
    state: process.state,
    first_seen_at: process.firstSeenAt.toISOString(),
    last_seen_at: process.lastSeenAt.toISOString(),
    silent_for_ms: Math.round(process.silentFor),
    checks_per_second: process.checksPerSecond,
    breakers: process.breakers,
  };
}
