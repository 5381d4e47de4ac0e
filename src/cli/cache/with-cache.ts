import { Fault } from '#kit/errors/fault.ts';
import type { CommandContext } from '../command-context.ts';
import { readPortalAccess } from '../portal-api/connect-to-portal.ts';
import { WrongUsage } from '../terminal/wrong-usage.ts';
import type { CacheAccess } from './cache-access.ts';
import { cacheThroughSaas } from './cache-through-saas.ts';
import { connectToSaas } from './connect-to-saas.ts';
import { type OpenedRedis, openRedis } from './redis-from-environment.ts';

/**
 * Does something with the cache: in this process where REDIS_URL says which Redis it is, otherwise through saas.
 * @throws {Fault | PortalRefused | WrongUsage} with a sentence.
 */
export async function withCache<Done>(
  { environment }: CommandContext,
  work: (cache: CacheAccess) => Promise<Done>,
): Promise<Done> {
  const redis = await openRedis(environment);
  if (!redis) {
    const { api, url } = await connectToSaas(environment);
    return work(cacheThroughSaas(api, url));
  }
  const inspection = await inspectRedis(redis, environment);
  try {
    return await work({
      place: redis.place,
      read: (ids) => inspection.read(ids),
      put: (id, trialTypes, options) => inspection.put(id, trialTypes, options),
      remove: (ids) => inspection.remove(ids),
      invalidate: (ids) => inspection.invalidate(ids),
      stats: () => inspection.stats(),
    });
  } catch (error) {
    throw inOurWords(error);
  } finally {
    await inspection.close();
    redis.client.destroy();
  }
}

/** With a portal for what an entry calls a trial type; a Redis can be looked into without one too. */
async function inspectRedis({ client, keyPrefix }: OpenedRedis, environment: NodeJS.ProcessEnv) {
  // Read when it is used, because every other command would wait for it too.
  const { createCacheInspection } = await import('#sdk/index.ts');
  const portal = await readPortalAccess(environment).catch(() => undefined);
  return createCacheInspection({ redis: client, keyPrefix, ...(portal ? { portal } : {}) });
}

/** The SDK's faults are told as the command line's own are. */
function inOurWords(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  if (error.code === 'invalid_eligibility_question') return new WrongUsage(error.message);
  const isFault = ['cache_unavailable', 'invalidation_unfinished'].includes(error.code);
  return isFault && !(error instanceof Fault) ? new Fault(error.code, error.message, { cause: error }) : error;
}
