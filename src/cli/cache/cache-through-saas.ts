import type { CacheEntryAnswer, CacheStatsAnswer } from '#sdk/index.ts';
import type { PortalApi } from '../portal-api/portal-api.ts';
import type { CacheAccess } from './cache-access.ts';

const PATH = '/api/v1/eligibility_cache';

/** The cache as saas shows it: also what that process keeps in its own memory. */
export function cacheThroughSaas(saas: PortalApi, url: string): CacheAccess {
  const post = <T>(path: string, ids: readonly number[]) =>
    saas.send<T>('POST', `${PATH}/${path}`, { namespace_ids: ids });
  return {
    place: `saas at ${url}`,
    read: async (ids) => (await post<{ entries: readonly CacheEntryAnswer[] }>('read', ids)).body.entries,
    put: async (id, trialTypes, { version, epoch, ruleSet, validForSeconds }) => {
      const body = { trial_types: trialTypes, version, epoch, rule_set: ruleSet, valid_for_seconds: validForSeconds };
      return (await saas.send<{ entry: CacheEntryAnswer }>('PUT', `${PATH}/entries/${id}`, body)).body.entry;
    },
    remove: async (ids) => (await post<{ removed: number }>('remove', ids)).body.removed,
    invalidate: async (ids) => void (await post('invalidate', ids)),
    stats: async () => (await saas.get<{ stats: CacheStatsAnswer }>(`${PATH}/stats`)).body.stats,
  };
}
