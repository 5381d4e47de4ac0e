import { DEFAULT_FRESHNESS } from '../cache/freshness.ts';
import { TrialTypeCodes } from '../cache/trial-type-codes.ts';
import { systemClock } from '../clock.ts';
import { createStore, type RedisOption } from '../create-store.ts';
import { CacheUnavailable } from '../faults.ts';
import { PortalClient } from '../portal-client/portal-client.ts';
import type { PortalOptions } from '../portal-client/portal-options.ts';
import { TrialTypesClient } from '../portal-client/trial-types-client.ts';
import { Telemetry } from '../telemetry/telemetry.ts';
import type { TrialEligibility } from '../trial-eligibility.ts';
import { KnownTrialTypes } from '../trial-types/known-trial-types.ts';
import { CacheInspection } from './cache-inspection.ts';
import { findInspected } from './inspected-cache.ts';

export type CacheInspectionOptions = {
  /** Looks into this object's cache, what it keeps in its own process included. */
  readonly of?: TrialEligibility;
  /** Looks into this Redis. */
  readonly redis?: RedisOption;
  /** As the products that use the cache have it. */
  readonly keyPrefix?: string;
  readonly freshMs?: number;
  readonly staleMs?: number;
  /** Asked for the trial types, where an entry names one that nobody has written down in the cache. */
  readonly portal?: PortalOptions;
};

/**
 * Opens the cache for people: to read it, to put a state there by hand, to remove one.
 * @throws {CacheUnavailable} where there is nothing that could be looked into.
 */
export function createCacheInspection(options: CacheInspectionOptions): CacheInspection {
  const inspected = options.of && findInspected(options.of);
  if (inspected) return new CacheInspection(inspected);
  if (!options.redis) {
    throw new CacheUnavailable('This cache lies in the memory of one process and cannot be looked into: use a Redis.');
  }
  const codes = new TrialTypeCodes();
  const client = options.portal && new PortalClient(options.portal, new Telemetry());
  const trialTypes = client && new TrialTypesClient(client, codes, new KnownTrialTypes(), systemClock);
  const freshness = {
    freshMs: options.freshMs ?? DEFAULT_FRESHNESS.freshMs,
    staleMs: options.staleMs ?? DEFAULT_FRESHNESS.staleMs,
  };
  const store = createStore(options.redis, options.keyPrefix ?? '', systemClock);
  const learnTypes = async () => trialTypes?.learn();
  return new CacheInspection({ store, clock: systemClock, freshness, codes, learnTypes }, async () => client?.close());
}
