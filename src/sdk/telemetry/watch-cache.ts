import type { EligibilityStore } from '../cache/store/eligibility-store.ts';
import type { Logger } from './logger.ts';
import type { Telemetry } from './telemetry.ts';

type Watched = {
  readonly cache: {
    readonly storeGate: { readonly breakerState: number };
    readonly tier: { readonly size: number };
    readonly floors: { readonly size: number };
    readonly member: { readonly ready: Promise<void> };
  };
  readonly client: { readonly breakerState: number };
  readonly store: EligibilityStore;
  readonly logger: Logger;
};

/** The gauges, and a look at the store's settings once it is there. */
export function watchCache(telemetry: Telemetry, { cache, client, store, logger }: Watched): void {
  const breaker = 'Circuit breakers: 0 closed, 1 half open, 2 open';
  telemetry.observe('trial_eligibility_breaker_state', breaker, () => client.breakerState, { of: 'portal' });
  telemetry.observe('trial_eligibility_breaker_state', breaker, () => cache.storeGate.breakerState, { of: 'store' });
  telemetry.observe('trial_eligibility_tier_entries', 'Namespaces in the in-process tier', () => cache.tier.size);
  telemetry.observe('trial_eligibility_floors', 'Namespaces changed in the last minute', () => cache.floors.size);
  void cache.member.ready
    .then(() => store.listWarnings())
    .then((warnings) => {
      for (const warning of warnings) logger.warn({ store: store.kind }, warning);
    })
    .catch(() => {});
}
