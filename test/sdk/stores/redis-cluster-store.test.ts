import { setTimeout as delay } from 'node:timers/promises';
import { createCluster } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameStore } from '#sdk/cache/store/store-names.ts';
import { systemClock } from '#sdk/clock.ts';
import { createStore } from '#sdk/create-store.ts';
import { RedisCluster } from '../../../dev/redis/redis-cluster.ts';
import { until } from '../../support/test-portal.ts';
import { describeStore } from './store-suite.ts';
import { describeRedis } from './support/describe-redis.ts';
import { moveSlotOf } from './support/move-slot.ts';
import { connectTo, countCommands, forgetCommands } from './support/redis-of-its-own.ts';
import { fillOf, listen, tombstoneOf } from './support/store-under-test.ts';

const servers = new RedisCluster();
const masters: Awaited<ReturnType<typeof connectTo>>[] = [];
let client: ReturnType<typeof createCluster>;
beforeAll(async () => {
  await servers.start();
  for (const master of servers.masters) masters.push(await connectTo(master));
  client = createCluster({ rootNodes: servers.urls.map((url) => ({ url })), commandOptions: { timeout: 0 } });
  client.on('error', () => {});
  await client.connect();
});
afterAll(async () => {
  client.destroy();
  for (const master of masters) master.destroy();
  await servers.stop();
});

const open = (keyPrefix: string) => ({ store: createStore(client, keyPrefix, systemClock), pass: delay });
const IDS = Array.from({ length: 200 }, (_, at) => at + 1);

describeStore('a Redis Cluster', open);

describe('a Redis Cluster', () => {
  let opened = 0;
  describeRedis(() => {
    const keyPrefix = `cluster ${++opened}:`;
    const sendToAll = (...words: string[]) => Promise.all(masters.map((master) => master.sendCommand(words)));
    return { ...open(keyPrefix), keyPrefix, sendToAll, set: (key, value) => client.set(key, value) };
  });

  test('spreads entries over all masters, and asks each for a batch at once', async () => {
    const { store } = open('spread:');
    await store.fill(
      IDS.map((id) => fillOf(id)),
      (await store.describe()).now,
    );
    await store.invalidate(
      IDS.map((id) => tombstoneOf(id)),
      '',
    );
    for (const master of masters) await forgetCommands(master);
    await store.read(IDS);
    const counts = await Promise.all(masters.map(countCommands));
    expect(counts.reduce((sum, { get = 0 }) => sum + get, 0)).toBe(IDS.length);
    for (const [at, { get = 0 }] of counts.entries()) {
      expect(get).toBeGreaterThan(IDS.length / 6);
      // How often the server found something to read; the last two are these questions.
      const told = String(await masters[at]?.sendCommand(['INFO', 'stats']));
      expect(Number(/total_reads_processed:(\d+)/.exec(told)?.[1])).toBeLessThanOrEqual(2 + 2);
    }
  });

  test('follows an entry to another master', async () => {
    const { store } = open('moved entry:');
    await store.fill([fillOf(1), fillOf(2)], (await store.describe()).now);
    await moveSlotOf(nameStore('moved entry:').entry(1), masters);
    expect(await store.read([2, 1])).toEqual([fillOf(2).text, fillOf(1).text]);
    await moveSlotOf(nameStore('moved entry:').entry(1), masters);
    await store.invalidate([tombstoneOf(1, { version: 2 })], '');
    await moveSlotOf(nameStore('moved entry:').entry(1), masters);
    expect(await store.fill([fillOf(1)], (await store.describe()).now)).toEqual(['lower']);
  });

  test('follows the channel to another master, also where nothing but the subscription is used', async () => {
    const { store } = open('moved channel:');
    const { subscription, received, events } = await listen(store, 'one');
    const before = await store.publish('before');
    await subscription.poll(before);
    await moveSlotOf(nameStore('moved channel:').channel, masters);
    await until(async () => events.includes('restored'));
    expect(events).toEqual(['lost', 'restored']);
    expect(await subscription.poll(before)).toMatchObject({ number: before });
    const after = await store.publish('after');
    await subscription.poll(after);
    expect(received).toEqual([
      [before, 'before'],
      [after, 'after'],
    ]);
    await subscription.close();
  });

  test('its masters are all of them', async () => {
    const { store } = open('masters:');
    expect((await store.readMasters()).split(' ')).toHaveLength(3);
  });
});
