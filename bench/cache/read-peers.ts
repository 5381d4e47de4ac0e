import KeyvRedis from '@keyv/redis';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { redisDriver } from 'bentocache/drivers/redis';
import { Cacheable } from 'cacheable';
import { TYPES } from './constant-portal.ts';
import { connect, fillUntil, openSdk } from './open-sdk.ts';

/** Reads a batch; what it returns is only looked at so that nobody skips the work. */
export type ReadBatch = (ids: readonly number[]) => Promise<number>;
export type ReadPeer = { readonly name: string; readonly read: ReadBatch; readonly close: () => Promise<unknown> };

export const NAMES = {
  bare: 'bare MGET + JSON.parse',
  exists: 'one EXISTS per id, then MGET',
  l1: 'trialgate, in-process tier',
  redis: 'trialgate, from Redis',
  cacheable: 'cacheable, in memory',
  bentocache: 'bentocache, in memory',
} as const;

type Around = { readonly redisUrl: string; readonly portalUrl: string; readonly ids: readonly number[] };

/** All peers, each with every id in its cache. */
export async function openReadPeers(around: Around): Promise<ReadPeer[]> {
  return [
    ...(await openBare(around)),
    await openOurs(around, 'l1'),
    await openOurs(around, 'redis'),
    await openCacheable(around),
    await openBentocache(around),
  ];
}

async function openBare({ redisUrl, ids }: Around): Promise<ReadPeer[]> {
  const redis = await connect(redisUrl);
  // As long as ours, because both read the same keys in a product.
  const nameOf = (id: number) => `bare:namespaces:eligible_trials:${id}`;
  const value = JSON.stringify(TYPES);
  for (const id of ids) await redis.set(nameOf(id), value, { expiration: { type: 'EX', value: 28_800 } });
  const readAll: ReadBatch = async (batch) => {
    const texts = await redis.mGet(batch.map(nameOf));
    const answers = new Map<number, string[]>();
    batch.forEach((id, at) => {
      answers.set(id, JSON.parse(texts[at] ?? '[]'));
    });
    return answers.size;
  };
  return [
    { name: NAMES.bare, read: readAll, close: async () => redis.destroy() },
    {
      name: NAMES.exists,
      read: async (batch) => {
        for (const id of batch) await redis.exists(nameOf(id));
        return readAll(batch);
      },
      close: async () => {},
    },
  ];
}

async function openOurs({ redisUrl, portalUrl, ids }: Around, source: 'l1' | 'redis'): Promise<ReadPeer> {
  const redis = await connect(redisUrl);
  const sdk = await openSdk({ redis, portalUrl, prefix: 'ours:', tierEntries: source === 'l1' ? 10_000 : 0 });
  await fillUntil(sdk, ids, source);
  return {
    name: NAMES[source],
    read: async (batch) => (await sdk.check(batch)).size,
    close: async () => {
      await sdk.close();
      redis.destroy();
    },
  };
}

async function openCacheable({ redisUrl, ids }: Around): Promise<ReadPeer> {
  const cache = new Cacheable({ secondary: new KeyvRedis(redisUrl), namespace: 'cacheable', ttl: 28_800_000 });
  for (const id of ids) await cache.set(String(id), TYPES);
  return {
    name: NAMES.cacheable,
    read: async (batch) => (await cache.getMany(batch.map(String))).length,
    close: () => cache.disconnect(),
  };
}

async function openBentocache({ redisUrl, ids }: Around): Promise<ReadPeer> {
  const { hostname: host, port } = new URL(redisUrl);
  const store = bentostore()
    .useL1Layer(memoryDriver({ maxItems: 10_000, serialize: false }))
    .useL2Layer(redisDriver({ connection: { host, port: Number(port) } }));
  const cache = new BentoCache({ default: 'bench', ttl: '8h', stores: { bench: store } });
  for (const id of ids) await cache.set({ key: String(id), value: TYPES });
  return {
    name: NAMES.bentocache,
    read: async (batch) => {
      const factory = () => TYPES;
      return (await Promise.all(batch.map((id) => cache.getOrSet({ key: String(id), factory })))).length;
    },
    close: () => cache.disconnectAll(),
  };
}
