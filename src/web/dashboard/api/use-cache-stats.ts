import { useQuery } from '@tanstack/react-query';
import type { CacheStatsOnWire } from '#saas/contract/cache-stats-on-wire.ts';
import { send } from './send.ts';

export type CacheStatsAnswer = { readonly stats: CacheStatsOnWire | null; readonly because: string | null };

/** How the cache of saas stands, as the process that was asked sees it; null with the reason where it does not tell. */
export function useCacheStats() {
  return useQuery({
    queryKey: ['cache-stats'],
    queryFn: () => send<CacheStatsAnswer>('GET', '/eligibility_cache'),
    refetchInterval: 5_000,
  });
}
