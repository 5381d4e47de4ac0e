import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';

type Numbers = OverviewOnWire['numbers'];

const UNKNOWN = 'not known';

/** The numbers of an overview as rows: what it is, and how much of it in words. */
export function sayNumbers(numbers: Numbers): [string, string][] {
  const { latency_p50_ms: p50, latency_p95_ms: p95, latency_p99_ms: p99 } = numbers;
  const { staleness_violations: violations, staleness_samples: samples } = numbers;
  const { invalidation_lag_p50_ms: lag, invalidation_lag_p99_ms: longest } = numbers;
  const { provisioning_retrying: retrying, provisioning_undeliverable: undeliverable } = numbers;
  return [
    ['checks', rate(numbers.checks_per_second)],
    ['answered without the portal', numbers.hit_ratio === null ? UNKNOWN : `${round(numbers.hit_ratio * 100)} %`],
    ['time of a check', p50 === null ? UNKNOWN : `p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}`],
    ['fallbacks', rate(numbers.fallbacks_per_second)],
    ['not known to anybody', rate(numbers.unknown_per_second)],
    ['older than a change', violations === null ? UNKNOWN : `${violations} of ${samples} looked at`],
    ['told after a commit', lag === null ? UNKNOWN : `p50 ${ms(lag)}, p99 ${ms(longest)}`],
    ['provisioning', retrying === null ? UNKNOWN : `${retrying} waiting, ${undeliverable ?? 0} undeliverable`],
  ];
}

/** `12.3 a second`. */
export function rate(perSecond: number | null): string {
  return perSecond === null ? UNKNOWN : `${round(perSecond)} a second`;
}

function ms(value: number | null): string {
  return value === null ? UNKNOWN : `${round(value)} ms`;
}

/** Three digits that count, because more of them only move. */
function round(value: number): string {
  return value.toLocaleString('en-US', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });
}
