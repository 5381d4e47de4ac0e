import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import type { NumberName } from './overview-numbers.ts';

/** Where each number leads: to a page that explains it, or to the part of this one that does. */
export function overviewLinks(overview: OverviewOnWire): Readonly<Record<NumberName, string>> {
  const { environment, window, numbers } = overview;
  const same = new URLSearchParams({ environment, window });
  const state = numbers.provisioning_undeliverable ? 'undeliverable' : 'waiting';
  return {
    checks: '#checks',
    latency: '#latency',
    staleness: '#staleness',
    breakers: '#processes',
    cache: `/overview/cache?${same}#tiers`,
    lag: `/overview/cache?${same}#feed`,
    fallbacks: `/overview/errors?${same}`,
    provisioning: `/overview/provisionings?state=${state}`,
  };
}
