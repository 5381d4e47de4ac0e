import { createClient } from 'redis';
import { openLoader } from '../load-value.ts';
import { HOURS_8, type OpenStrategy } from '../strategy.ts';

/** GET; on a miss load and SET; DEL on a change. */
export const openNaive: OpenStrategy = async ({ redisUrl, portalUrl, prefix }) => {
  const redis = await createClient({ url: redisUrl, commandOptions: { timeout: 0 } }).connect();
  const loader = openLoader(portalUrl);
  const nameOf = (key: number) => `${prefix}:${key}`;
  const look = async (key: number) => {
    const text = await redis.get(nameOf(key));
    return text === null ? undefined : Number(text);
  };
  return {
    read: async (key) => {
      let value = await look(key);
      if (value === undefined) {
        value = await loader.load(key);
        await redis.set(nameOf(key), String(value), { expiration: { type: 'EX', value: HOURS_8 } });
      }
      return { value, isMarkedStale: false };
    },
    invalidate: async (key) => {
      await redis.del(nameOf(key));
    },
    evict: async (key) => {
      await redis.del(nameOf(key));
    },
    look,
    close: async () => {
      redis.destroy();
      await loader.close();
    },
  };
};
