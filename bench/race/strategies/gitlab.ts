import { createClient } from 'redis';
import { openLoader } from '../load-value.ts';
import { HOURS_8, type OpenStrategy } from '../strategy.ts';

/** The shape of GitLab's finder (cache-and-decisions §1): EXISTS, then MGET; filled for 8 h; no invalidation at all. */
export const openGitlab: OpenStrategy = async ({ redisUrl, portalUrl, prefix }) => {
  const redis = await createClient({ url: redisUrl, commandOptions: { timeout: 0 } }).connect();
  const loader = openLoader(portalUrl);
  const nameOf = (key: number) => `${prefix}:${key}`;
  const look = async (key: number) => {
    const text = await redis.get(nameOf(key));
    return text === null ? undefined : Number(text);
  };
  return {
    read: async (key) => {
      if ((await redis.exists(nameOf(key))) === 1) {
        const [text] = await redis.mGet([nameOf(key)]);
        if (text) return { value: Number(text), isMarkedStale: false };
      }
      const value = await loader.load(key);
      await redis.set(nameOf(key), String(value), { expiration: { type: 'EX', value: HOURS_8 } });
      return { value, isMarkedStale: false };
    },
    invalidate: async () => {},
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
