import KeyvRedis from '@keyv/redis';
import { Cacheable } from 'cacheable';
import { openLoader } from '../load-value.ts';
import { HOURS_8, type OpenStrategy } from '../strategy.ts';

/** cacheable as its documentation sets it up: memory before Redis; getOrSet and delete. */
export const openCacheable: OpenStrategy = async ({ redisUrl, portalUrl, prefix }) => {
  const loader = openLoader(portalUrl);
  const secondary = new KeyvRedis(redisUrl);
  const cache = new Cacheable({ secondary, namespace: prefix, ttl: HOURS_8 * 1_000 });
  return {
    read: async (key) => {
      const value = await cache.getOrSet(String(key), () => loader.load(key));
      return { value, isMarkedStale: false };
    },
    invalidate: async (key) => {
      await cache.delete(String(key));
    },
    evict: async (key) => {
      await cache.delete(String(key));
    },
    look: (key) => cache.get<number>(String(key)),
    close: async () => {
      await cache.disconnect();
      await loader.close();
    },
  };
};
