import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { redisBusDriver, redisDriver } from 'bentocache/drivers/redis';
import { openLoader } from '../load-value.ts';
import { HOURS_8, type OpenStrategy } from '../strategy.ts';

/** BentoCache as its documentation sets it up: memory, Redis and the bus between processes; getOrSet and delete. */
export const openBentocache: OpenStrategy = async ({ redisUrl, portalUrl, prefix }) => {
  const { hostname: host, port } = new URL(redisUrl);
  const connection = { host, port: Number(port) };
  const loader = openLoader(portalUrl);
  const store = bentostore()
    .useL1Layer(memoryDriver({ maxItems: 10_000 }))
    .useL2Layer(redisDriver({ connection }))
    .useBus(redisBusDriver({ connection }));
  const cache = new BentoCache({ default: 'race', prefix, ttl: `${HOURS_8}s`, stores: { race: store } });
  return {
    read: async (key) => {
      const value = await cache.getOrSet({ key: String(key), factory: () => loader.load(key) });
      return { value, isMarkedStale: false };
    },
    invalidate: async (key) => {
      await cache.delete({ key: String(key) });
    },
    evict: async (key) => {
      await cache.delete({ key: String(key) });
    },
    look: async (key) => (await cache.get<number>({ key: String(key) })) ?? undefined,
    close: async () => {
      await cache.disconnectAll();
      await loader.close();
    },
  };
};
