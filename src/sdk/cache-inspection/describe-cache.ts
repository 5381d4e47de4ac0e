import type { StoreDescription } from '../cache/store/eligibility-store.ts';
import type { CacheProcessAnswer, CacheStatsAnswer } from './cache-answers.ts';
import type { InspectedCache } from './inspected-cache.ts';
import { lookAtStore } from './moment-of-store.ts';

/** How the cache as a whole stands: who takes part, and how far it is confirmed. */
export async function describeCache(cache: InspectedCache): Promise<CacheStatsAnswer> {
  const [{ moment, described }, warnings] = await Promise.all([lookAtStore(cache), cache.store.listWarnings()]);
  const { known } = moment;
  const { confirmed, beat, generation } = known.state;
  return {
    store: cache.store.kind,
    epoch: known.epoch,
    rule_set: known.ruleSet,
    generation,
    trial_types: Object.keys(cache.codes.toJSON()),
    messages: described.number,
    processes: described.processes.map((one) => describeProcess(one, described)),
    reader: described.reader
      ? { process: described.reader.process, lease_ms: Math.round(described.reader.leftMs) }
      : null,
    beat_ms_ago: beat === undefined ? null : Math.round(described.now - beat),
    cursor: described.cursor ?? null,
    has_feed: confirmed === undefined ? null : confirmed !== 'none',
    confirmed_ms_ago: typeof confirmed === 'number' ? Math.round(described.now - confirmed) : null,
    soft_because: moment.softBecause ?? null,
    tier_entries: cache.here ? cache.here.tier.size : null,
    warnings,
  };
}

function describeProcess(
  { process, seenAt, acknowledged }: StoreDescription['processes'][number],
  { now, number }: StoreDescription,
): CacheProcessAnswer {
  return {
    process,
    acknowledged: acknowledged ?? null,
    behind: acknowledged === undefined ? null : Math.max(0, number - acknowledged),
    seen_ms_ago: Math.max(0, Math.round(now - seenAt)),
  };
}
