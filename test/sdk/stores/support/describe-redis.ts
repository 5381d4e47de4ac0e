import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import type { EligibilityStore } from '#sdk/cache/store/eligibility-store.ts';
import { nameStore } from '#sdk/cache/store/store-names.ts';
import { until } from '../../../support/test-portal.ts';
import { fillOf, listen, tombstoneOf, tombstoneText } from './store-under-test.ts';

type OpenedRedis = {
  readonly store: EligibilityStore;
  readonly keyPrefix: string;
  /** A command to every master. @returns their answers. */
  readonly sendToAll: (...words: string[]) => Promise<unknown[]>;
  readonly set: (key: string, value: string) => Promise<unknown>;
};

/** What holds for every store that lies in Redis, one server or several. */
export function describeRedis(open: () => OpenedRedis): void {
  let opened: OpenedRedis;
  beforeEach(() => {
    opened = open();
  });
  const now = async () => (await opened.store.describe()).now;

  describe('on any Redis', () => {
    test('scripts are sent anew where the server does not know them', async () => {
      const { store, sendToAll } = opened;
      await sendToAll('SCRIPT', 'FLUSH');
      const began = await now();
      await sendToAll('SCRIPT', 'FLUSH');
      const fills = Array.from({ length: 50 }, (_, at) => fillOf(at + 1));
      expect(new Set(await store.fill(fills, began))).toEqual(new Set(['stored']));
      const { subscription, received } = await listen(store, 'one');
      await sendToAll('SCRIPT', 'FLUSH');
      const number = await store.invalidate([tombstoneOf(1, { version: 2 }), tombstoneOf(2, { version: 2 })], 'change');
      await sendToAll('SCRIPT', 'FLUSH');
      expect((await subscription.poll(number)).number).toBe(number);
      expect(received).toEqual([[number, 'change']]);
      const expected = tombstoneText({ epoch: 1, version: 2, token: '' });
      expect(await store.read([1, 2, 3])).toEqual([expected, expected, fillOf(3).text]);
      await subscription.close();
    });

    test.each([
      ['allkeys-lfu', true],
      ['volatile-lfu', true],
      ['volatile-ttl', true],
      ['allkeys-random', true],
      ['allkeys-lru', false],
      ['volatile-lru', false],
      ['noeviction', false],
    ])('maxmemory-policy %s: warned of, %s', async (policy, isWarned) => {
      const { store, sendToAll } = opened;
      await sendToAll('CONFIG', 'SET', 'maxmemory-policy', policy);
      const warnings = await store.listWarnings();
      await sendToAll('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
      expect(warnings).toEqual(isWarned ? [expect.stringContaining(`maxmemory-policy is ${policy}:`)] : []);
    });

    test('a clock that was set back is seen by the next beat', async () => {
      const { store } = opened;
      await store.writeState({ beat: String((await now()) + 5_000) });
      expect((await store.beat('one')).steppedBack).toBe(true);
      expect((await store.beat('one')).steppedBack).toBe(false);
    });

    test.each([
      ['text of somebody else', 'what is this'],
      ['text that begins like one', 'some.where far away'],
      ['nothing', ''],
    ])('what is no entry counts as absent: %s', async (_, garbage) => {
      const { store, set, keyPrefix } = opened;
      const entry = nameStore(keyPrefix).entry;
      for (const id of [1, 2, 3]) await set(entry(id), garbage);
      await store.fill([fillOf(1)], await now());
      await store.invalidate([tombstoneOf(2, { version: 1 })], '');
      await store.invalidate([tombstoneOf(3, { epoch: 0, version: 0, token: 'fresh' })], '');
      expect(await store.read([1, 2, 3])).toEqual([
        fillOf(1).text,
        tombstoneText({ epoch: 1, version: 1, token: '' }),
        tombstoneText({ epoch: 0, version: 0, token: 'fresh' }),
      ]);
    });

    test('a message that was sent before the channel lost its number is not mistaken for a later one', async () => {
      const { store, sendToAll } = opened;
      const before = await store.publish('');
      await sendToAll('FLUSHALL');
      await delay(2);
      expect(await store.publish('')).toBeGreaterThan(before);
    });

    test('a subscription that is cut says so, comes back, and goes on', async () => {
      const { store, sendToAll } = opened;
      const { subscription, received, events } = await listen(store, 'one');
      await store.publish('before');
      await subscription.poll(undefined);
      await sendToAll('CLIENT', 'KILL', 'TYPE', 'pubsub');
      await until(async () => events.length === 2);
      expect(events).toEqual(['lost', 'restored']);
      const number = await store.publish('after');
      expect((await subscription.poll(number)).number).toBe(number);
      expect(received.map(([, body]) => body)).toEqual(['before', 'after']);
      await subscription.close();
      await delay(150);
      expect(events).toHaveLength(2);
    });

    test('one that is cut again and again, also while it is coming back, is one in the end', async () => {
      const { store, sendToAll } = opened;
      const { subscription, received, events } = await listen(store, 'one');
      for (let cuts = 0; cuts < 300; cuts++) {
        await sendToAll('CLIENT', 'KILL', 'SKIPME', 'yes');
        await delay(cuts % 7);
      }
      await until(async () => events.at(-1) === 'restored');
      await delay(300);
      expect(events.filter((_, at) => events[at] === events[at + 1])).toEqual([]);
      const number = await store.publish('after');
      expect((await subscription.poll(number)).number).toBe(number);
      expect(received).toEqual([[number, 'after']]);
      const lists = await sendToAll('CLIENT', 'LIST', 'TYPE', 'pubsub');
      expect(lists.join('').trim().split('\n')).toHaveLength(1);
      await subscription.close();
    });
  });
}
