import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LONGEST_ENTRY } from '#sdk/cache/entry.ts';
import { nameStore } from '#sdk/cache/store/store-names.ts';
import { systemClock } from '#sdk/clock.ts';
import { createStore } from '#sdk/create-store.ts';
import { RedisServer } from '../../../dev/redis/redis-server.ts';
import { describeStore } from './store-suite.ts';
import { describeRedis } from './support/describe-redis.ts';
import { connectTo, countCommands, forgetCommands } from './support/redis-of-its-own.ts';
import { fillOf, tombstoneOf } from './support/store-under-test.ts';

let client: Awaited<ReturnType<typeof connectTo>>;
// One of its own, because its settings are changed.
const server = new RedisServer();
beforeAll(async () => {
  await server.start();
  client = await connectTo(server);
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

const open = (keyPrefix: string) => ({ store: createStore(client, keyPrefix, systemClock), pass: delay });
const IDS = Array.from({ length: 200 }, (_, at) => at + 1);

describeStore('one Redis', open);

describe('one Redis', () => {
  let opened = 0;
  describeRedis(() => {
    const keyPrefix = `redis ${++opened}:`;
    const sendToAll = async (...words: string[]) => [await client.sendCommand(words)];
    return { ...open(keyPrefix), keyPrefix, sendToAll, set: (key, value) => client.set(key, value) };
  });

  test('reads a batch by one command, and fills and invalidates it by one script', async () => {
    const { store } = open('counted:');
    const { now } = await store.describe();
    await store.fill([fillOf(1)], now);
    await store.invalidate([tombstoneOf(1)], '');

    await forgetCommands(client);
    await store.read(IDS);
    expect(await countCommands(client)).toEqual({ mget: 1 });

    await forgetCommands(client);
    await store.fill(
      IDS.map((id) => fillOf(id, { version: 2 })),
      now,
    );
    // What scripts call is counted as well.
    expect(await countCommands(client)).toEqual({ evalsha: 1, time: 1, get: 200, set: 200 });

    await forgetCommands(client);
    await store.invalidate(
      IDS.map((id) => tombstoneOf(id, { version: 3 })),
      '',
    );
    expect(await countCommands(client)).toMatchObject({ evalsha: 2, get: 200, set: 200, incr: 1, publish: 1 });
  });

  test('the longest entry that may be stored lies in one allocation', async () => {
    const { store } = open('longest:');
    const one = fillOf(1);
    await store.fill([{ ...one, text: one.text.padEnd(LONGEST_ENTRY, 'u') }], (await store.describe()).now);
    expect(await client.objectEncoding(nameStore('longest:').entry(1))).toBe('embstr');
  });
});
