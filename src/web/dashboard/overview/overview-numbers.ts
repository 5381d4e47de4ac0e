import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { sayValue } from './say-value.ts';

/** A number of the overview, which leads to the part of the page that explains it. */
export type OverviewNumber = {
  readonly name: NumberName;
  readonly label: string;
  readonly value: string;
  /** What else is to be known, in a few words. */
  readonly note: string;
  /** Whether somebody has to look. */
  readonly isBad: boolean;
};

type Numbers = OverviewOnWire['numbers'];

export type NumberName =
  | 'checks'
  | 'cache'
  | 'latency'
  | 'fallbacks'
  | 'breakers'
  | 'staleness'
  | 'lag'
  | 'provisioning';

/** The eight numbers at the head of the page, in the order in which a fault would show. */
export function overviewNumbers({ numbers, breakers }: OverviewOnWire): OverviewNumber[] {
  return [...checkNumbers(numbers), breakerNumber(breakers), ...changeNumbers(numbers)];
}

function checkNumbers(numbers: Numbers): OverviewNumber[] {
  const { checks_per_second: checks, fallbacks_per_second: fallbacks, unknown_per_second: unknown } = numbers;
  const half = sayValue(numbers.latency_p50_ms, 'ms');
  const most = sayValue(numbers.latency_p95_ms, 'ms');
  const p99 = sayValue(numbers.latency_p99_ms, 'ms');
  const nobody = `not known to anybody: ${sayValue(unknown, 'per second')}`;
  return [
    number('checks', 'Checks', sayValue(checks, 'per second'), `${sayValue(numbers.checks, 'count')} in all`),
    number('cache', 'Answered without the portal', sayValue(numbers.hit_ratio, '%'), 'of the namespaces asked about'),
    number('latency', 'Time of a check, 99 of 100', p99, `half of them ${half}, 95 of 100 ${most}`),
    number('fallbacks', 'Fallbacks', sayValue(fallbacks, 'per second'), nobody, Boolean(fallbacks || unknown)),
  ];
}

function breakerNumber(breakers: OverviewOnWire['breakers']): OverviewNumber {
  const open = breakers.filter((one) => one.open + one.half_open > 0);
  const ways = open.map(({ of }) => of).join(' and the ');
  if (open.length > 0) return number('breakers', 'Circuit breakers', 'open', `on the way to the ${ways}`, true);
  const value = breakers.length === 0 ? 'not known' : 'all closed';
  return number('breakers', 'Circuit breakers', value, 'nothing is given up for now');
}

function changeNumbers(numbers: Numbers): OverviewNumber[] {
  const { staleness_violations: found, provisioning_undeliverable: undeliverable } = numbers;
  const looked = `of ${sayValue(numbers.staleness_samples, 'count')} looked at again`;
  const lag = sayValue(numbers.invalidation_lag_p99_ms, 'ms');
  const half = `half of them ${sayValue(numbers.invalidation_lag_p50_ms, 'ms')}`;
  const waiting = sayValue(numbers.provisioning_retrying, 'count');
  const refused = `undeliverable: ${sayValue(undeliverable, 'count')}`;
  return [
    number('staleness', 'Older than a change', sayValue(found, 'count'), looked, Boolean(found)),
    number('lag', 'Commit until told, 99 of 100', lag, half),
    number('provisioning', 'Provisioning waits', waiting, refused, Boolean(undeliverable)),
  ];
}

function number(name: NumberName, label: string, value: string, note: string, isBad = false): OverviewNumber {
  return { name, label, value, note, isBad };
}
