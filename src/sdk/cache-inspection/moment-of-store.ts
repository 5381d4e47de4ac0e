import type { Moment } from '../cache/judge-entry.ts';
import { KnownState } from '../cache/known-state.ts';
import type { StoreDescription } from '../cache/store/eligibility-store.ts';
import type { InspectedCache } from './inspected-cache.ts';

export type Looked = { readonly moment: Moment; readonly described: StoreDescription };

/**
 * Looks at what the processes share and at the store's clock, so that entries are judged as any process judges them: by
 * what this one knows if it has a cache itself, otherwise by what one that has just started would know.
 */
export async function lookAtStore({ store, clock, codes, freshness, here }: InspectedCache): Promise<Looked> {
  const sentAt = clock.monotonic();
  const [described, masters] = await Promise.all([store.describe(), store.readMasters()]);
  const now = clock.monotonic();
  const known = here?.known ?? new KnownState();
  if (!here) {
    known.observe(described, sentAt, now);
    known.masters = masters;
  }
  learnCodes(described.state.types, codes);
  const storeNow = known.latestStoreTime(now) ?? described.now;
  return { described, moment: { now, storeNow, softBecause: known.softBecause(now), known, codes, freshness } };
}

function learnCodes(types: string | undefined, codes: InspectedCache['codes']): void {
  if (!types) return;
  try {
    codes.learn(JSON.parse(types));
  } catch {
    // Written by nobody of ours: the types stay unknown, which is told.
  }
}
