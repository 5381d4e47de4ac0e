import { createCluster } from 'redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nameStore } from '#sdk/cache/store/store-names.ts';
import { systemClock } from '#sdk/clock.ts';
import { createStore } from '#sdk/create-store.ts';
import { RedisCluster } from '../../../dev/redis/redis-cluster.ts';
import type { RedisServer } from '../../../dev/redis/redis-server.ts';
import { connectTo, countCommands } from './support/redis-of-its-own.ts';
import { fillOf, listen } from './support/store-under-test.ts';

const servers = new RedisCluster({ replicas: true, settings: { 'cluster-replica-validity-factor': '0' } });
let client: Awaited<ReturnType<typeof connect>>;
beforeAll(async () => {
  await servers.start();
  client = await connect();
  // A replica is named to clients only once it has something to copy, and has said so.
  while (client.replicas.length < 3) {
    for (let key = 0; key < 20; key++) await client.set(`something ${key}`, '');
    client.destroy();
    client = await connect();
  }
});
afterAll(async () => {
  client?.destroy();
  await servers.stop();
});

async function connect() {
  const rootNodes = servers.urls.map((url) => ({ url }));
  const cluster = createCluster({ rootNodes, useReplicas: true, commandOptions: { timeout: 0 } });
  cluster.on('error', () => {});
  return cluster.connect();
}

async function countReads(server: RedisServer): Promise<number> {
  const connection = await connectTo(server);
  const { get = 0 } = await countCommands(connection);
  connection.destroy();
  return get;
}

test('masters only are read, also through a client that may read replicas', async () => {
  const store = createStore(client, '', systemClock);
  const ids = Array.from({ length: 60 }, (_, at) => at + 1);
  const fills = ids.map((id) => fillOf(id));
  await store.fill(fills, (await store.describe()).now);
  expect(await store.read(ids)).toEqual(fills.map((one) => one.text));
  expect(await Promise.all(servers.replicas.map(countReads))).toEqual([0, 0, 0]);
});

test('after a fail-over the channel goes on with the new master', { timeout: 40_000 }, async () => {
  const store = createStore(client, '', systemClock);
  const { subscription, events } = await listen(store, 'one');
  const address = await client.getNodeClientForKey(nameStore().channel);
  const port = Number(/tcp_port:(\d+)/.exec(await address.info('server'))?.[1]);
  const place = servers.masters.findIndex((server) => server.port === port);
  const before = await store.readMasters();
  await servers.masters[place]?.kill();
  await expect.poll(() => events, { timeout: 20_000 }).toEqual(['lost', 'restored']);
  const number = await store.publish('');
  expect((await subscription.poll(number)).number).toBe(number);
  await expect.poll(() => store.readMasters()).not.toBe(before);
  await subscription.close();
});
