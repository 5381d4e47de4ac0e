import type { EligibilityStore } from './cache/store/eligibility-store.ts';
import { InProcessStore } from './cache/store/in-process-store.ts';
import { RedisClusterStore } from './cache/store/redis-cluster-store.ts';
import type { RedisClient, RedisClusterClient } from './cache/store/redis-commands.ts';
import { RedisStore } from './cache/store/redis-store.ts';
import { nameStore } from './cache/store/store-names.ts';
import type { Clock } from './clock.ts';
import { InvalidEligibilityQuestion } from './faults.ts';

export type RedisOption = RedisClient | RedisClusterClient;

/** The store behind whatever was given: a client of the `redis` package, a cluster client, or nothing. */
export function createStore(redis: RedisOption | undefined, keyPrefix: string, clock: Clock): EligibilityStore {
  if (redis === undefined) return new InProcessStore(clock);
  if (isCluster(redis)) return new RedisClusterStore(redis, nameStore(keyPrefix));
  if ('mGet' in redis) return new RedisStore(redis, nameStore(keyPrefix));
  throw new InvalidEligibilityQuestion(
    'redis must be a client of the redis package, made by createClient or createCluster.',
  );
}

function isCluster(redis: RedisOption): redis is RedisClusterClient {
  return 'getNodeClientForKey' in redis;
}
