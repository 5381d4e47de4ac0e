import { createClient } from 'redis';
import { createTrialEligibility, type RedisClient } from '#sdk/index.ts';
import { countOf } from '../race-values.ts';
import type { OpenStrategy, StrategySettings } from '../strategy.ts';

/** Our own SDK, as a product uses it. */
export const openTrialgate: OpenStrategy = (settings) => openThrough(settings, (redis) => redis);

/** The same with the tombstones taken out: an invalidation deletes the entry. A test sees it lose. */
export const openPlainDelete: OpenStrategy = (settings) =>
  openThrough(settings, (redis) => ({
    ...bind(redis),
    evalSha: async (sha, given) => {
      const isTombstone = given.arguments[0] === '60000' && given.keys.length * 5 + 1 === given.arguments.length;
      if (!isTombstone) return redis.evalSha(sha, given);
      return redis.eval("return redis.call('DEL', unpack(KEYS))", given);
    },
  }));

function bind(redis: RedisClient): RedisClient {
  return {
    get isReady() {
      return redis.isReady;
    },
    mGet: (keys) => redis.mGet(keys),
    info: (section) => redis.info(section),
    duplicate: (options) => redis.duplicate(options),
    eval: (script, given) => redis.eval(script, given),
    evalSha: (sha, given) => redis.evalSha(sha, given),
  };
}

async function openThrough(
  { redisUrl, portalUrl, prefix }: StrategySettings,
  through: (redis: RedisClient) => RedisClient,
) {
  const redis = await createClient({ url: redisUrl, commandOptions: { timeout: 0 } }).connect();
  const sdk = createTrialEligibility({
    portal: { url: portalUrl, token: 'race' },
    redis: through(redis as RedisClient),
    keyPrefix: `${prefix}:`,
    sampleShare: 0,
  });
  await sdk.ready();
  const newest = new Map<number, number>();
  const toValue = (key: number, type: string) => {
    const value = countOf(type, newest.get(key) ?? 0);
    newest.set(key, Math.max(value, newest.get(key) ?? 0));
    return value;
  };
  const nameOf = (key: number) => `${prefix}:namespaces:eligible_trials:${key}`;
  return {
    read: async (key: number) => {
      const answer = (await sdk.check([key])).get(key);
      const type = answer?.trialTypes?.[0];
      return { value: type === undefined ? undefined : toValue(key, type), isMarkedStale: answer?.source === 'stale' };
    },
    invalidate: (key: number, version: number | undefined) => sdk.invalidate(key, version, { epoch: 1 }),
    evict: async (key: number) => {
      await redis.del(nameOf(key));
    },
    look: async (key: number) => {
      const code = (await redis.get(nameOf(key)))?.split('|')[4];
      return code === undefined ? undefined : toValue(key, `t${Number.parseInt(code, 36)}`);
    },
    close: async () => {
      await sdk.close();
      redis.destroy();
    },
  };
}
