import type { CacheStatsOnWire } from '#saas/contract/cache-stats-on-wire.ts';
import { sayCode } from '../say-code.ts';
import { sayDuration } from '../say-value.ts';

/** How far what lies in the cache is confirmed to be what the portal has committed. */
export function sayConfirmed({
  soft_because: because,
  has_feed: hasFeed,
  confirmed_ms_ago: ago,
}: CacheStatsOnWire): string {
  if (because !== null) {
    const { means, remedy } = sayCode(because);
    return `Everything is asked again before it is served. ${means} ${remedy}`;
  }
  if (hasFeed === false) return 'What products themselves have told: the portal has no change feed.';
  return `Every commit of the portal up to ${sayDuration(ago ?? 0)} ago.`;
}

/** Who reads the portal's changes now. */
export function sayReader({ reader, beat_ms_ago: beat }: CacheStatsOnWire): string {
  if (!reader) return 'nobody now; another process takes over within 5 seconds';
  return beat === null ? reader.process : `${reader.process}, there ${sayDuration(beat)} ago`;
}
