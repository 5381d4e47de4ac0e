import type { CacheEntryAnswer, CacheStatsAnswer, PutOptions } from '#sdk/index.ts';

/** The cache as the commands use it: the Redis of REDIS_URL in this process, or through saas. */
export type CacheAccess = {
  /** Where it is, for people. */
  readonly place: string;
  /** Up to 1,000 namespaces. */
  readonly read: (ids: readonly number[]) => Promise<readonly CacheEntryAnswer[]>;
  readonly put: (id: number, trialTypes: readonly string[], options: PutOptions) => Promise<CacheEntryAnswer>;
  /** @returns how many were there. */
  readonly remove: (ids: readonly number[]) => Promise<number>;
  /** Makes every process forget what it has of them. */
  readonly invalidate: (ids: readonly number[]) => Promise<void>;
  readonly stats: () => Promise<CacheStatsAnswer>;
};

export const MOST_IDS = 1_000;
