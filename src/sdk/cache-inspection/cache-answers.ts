/**
 * What is told of the cache to people and programs. Names are the wire's own (snake_case), because a product hands these
 * on as they are. Times of the store's clock are told as ages: it need not agree with anybody else's.
 */

/** What a process would do with an entry: serve it, ask for a newer one first, or ask as if nothing were there. */
export type EntryVerdict = 'hit' | 'soft' | 'absent';

export type CacheEntryAnswer = {
  readonly namespace_id: number;
  /** `tombstone`: something changed, and nobody has asked since; `unreadable`: nobody of ours wrote this. */
  readonly state: 'absent' | 'tombstone' | 'answer' | 'unreadable';
  readonly verdict: EntryVerdict;
  /** Why it is no hit; null for a hit and where nothing is there. */
  readonly because: string | null;
  readonly epoch: number | null;
  readonly version: number | null;
  /** Given by the last change without a version; null if there was none. */
  readonly token: string | null;
  readonly rule_set: number | null;
  readonly generation: string | null;
  /** Null also where a code in the entry is not known. */
  readonly trial_types: readonly string[] | null;
  /** Since the portal was asked. */
  readonly age_ms: number | null;
  /** The same as a time, by the clock of whoever tells it. */
  readonly filled_at: string | null;
  /** For how long the answer holds from then on; null: until something changes. */
  readonly life_seconds: number | null;
  /** For how long it is still served without asking again, if nothing changes; null where it is not. */
  readonly fresh_for_ms: number | null;
  /** After which the store drops it. */
  readonly left_ms: number | null;
  readonly bytes: number | null;
  /** The text as it lies there. */
  readonly text: string | null;
  /** What the process that tells this keeps in its own memory; null: nothing, or it keeps nothing of anybody. */
  readonly here: TierEntryAnswer | null;
};

export type TierEntryAnswer = {
  readonly trial_types: readonly string[];
  readonly epoch: number;
  readonly version: number;
  readonly rule_set: number;
  readonly age_ms: number;
  /** Whether it would be served now; if not, it is kept for nobody. */
  readonly is_served: boolean;
};

export type CacheProcessAnswer = {
  readonly process: string;
  /** The last message that it has applied; null: it has no in-process tier now. */
  readonly acknowledged: number | null;
  readonly behind: number | null;
  readonly seen_ms_ago: number;
};

export type CacheStatsAnswer = {
  readonly store: 'redis' | 'redis-cluster' | 'in-process';
  readonly epoch: number;
  readonly rule_set: number;
  readonly generation: string;
  /** Whose codes are known here; empty: nobody has written them down in the store yet. */
  readonly trial_types: readonly string[];
  /** The channel's last number. */
  readonly messages: number;
  readonly processes: readonly CacheProcessAnswer[];
  readonly reader: { readonly process: string; readonly lease_ms: number } | null;
  /** Since the reader was last there. */
  readonly beat_ms_ago: number | null;
  readonly cursor: string | null;
  /** False: the portal has no change feed; null: not known yet. */
  readonly has_feed: boolean | null;
  /** How far behind the portal's commits the store may be. */
  readonly confirmed_ms_ago: number | null;
  /** Why nothing in the store counts as confirmed; null if it does. */
  readonly soft_because: string | null;
  /** Entries in the memory of the process that tells this; null where it keeps none. */
  readonly tier_entries: number | null;
  readonly warnings: readonly string[];
};
