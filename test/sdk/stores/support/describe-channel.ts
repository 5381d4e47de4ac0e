import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ACKNOWLEDGEMENT_MS, type EligibilityStore } from '#sdk/cache/store/eligibility-store.ts';
import { type Listener, listen, type StoreUnderTest, tombstoneOf, tombstoneText } from './store-under-test.ts';

/** Messages and their acknowledgements, as every store passes them on. */
export function describeChannel(open: () => StoreUnderTest): void {
  let store: EligibilityStore;
  let pass: StoreUnderTest['pass'];
  const listeners: Listener[] = [];
  beforeEach(() => {
    ({ store, pass } = open());
  });
  afterEach(async () => {
    for (const { subscription } of listeners.splice(0)) await subscription.close();
  });
  async function join(process: string): Promise<Listener> {
    const listener = await listen(store, process);
    listeners.push(listener);
    return listener;
  }

  describe('channel', () => {
    test('numbers grow by one and reach every subscriber in order', async () => {
      const both = [await join('one'), await join('other')];
      const first = await store.publish('number 0');
      const more = Array.from({ length: 100 }, (_, at) =>
        at % 2 === 0 ? store.publish(`number ${at + 1}`) : store.invalidate([tombstoneOf(at)], `number ${at + 1}`),
      );
      const numbers = [first, ...(await Promise.all(more))];
      expect(numbers.toSorted((one, other) => one - other)).toEqual(numbers.map((_, at) => first + at));
      for (const { subscription, received } of both) {
        const { number } = await subscription.poll(undefined);
        expect(number).toBe(first + 100);
        expect(received.map(([of]) => of)).toEqual(numbers.map((_, at) => first + at));
        expect(received.map(([, body]) => body).toSorted()).toEqual(numbers.map((_, at) => `number ${at}`).toSorted());
      }
    });

    test('a body arrives as it was sent', async () => {
      const { subscription, received } = await join('one');
      const bodies = ['', 'with | a bar', '{"c":[[1,2,3,"Zürich"]]}', 'x'.repeat(100_000)];
      for (const body of bodies) await store.publish(body);
      await subscription.poll(undefined);
      expect(received.map(([, body]) => body)).toEqual(bodies);
    });

    test('whatever was sent before a poll was answered has been handed over', async () => {
      const { subscription, received } = await join('one');
      let isOver = false;
      const sending = (async () => {
        while (!isOver) await Promise.all(Array.from({ length: 5 }, () => store.publish('change')));
      })();
      for (let polls = 0; polls < 100; polls++) {
        const { number } = await subscription.poll(undefined);
        if (received.length > 0) expect(received.at(-1)?.[0]).toBeGreaterThanOrEqual(number);
      }
      isOver = true;
      await sending;
      expect(received.length).toBeGreaterThan(10);
    });

    test('whoever hears of a change finds its tombstone', async () => {
      const texts: Promise<readonly (string | null)[]>[] = [];
      const events = { onMessage: () => texts.push(store.read([1])), onLost: () => {}, onRestored: () => {} };
      const subscription = await store.subscribe('one', events);
      await store.invalidate([tombstoneOf(1, { version: 3 })], 'change');
      await subscription.poll(undefined);
      expect(await Promise.all(texts)).toEqual([[tombstoneText({ epoch: 1, version: 3, token: '' })]]);
      await subscription.close();
    });

    test('nothing comes to who has left', async () => {
      const [one, other] = [await join('one'), await join('other')];
      await one.subscription.close();
      await store.publish('change');
      await other.subscription.poll(undefined);
      expect([one.received.length, other.received.length]).toEqual([0, 1]);
    });
  });

  describe('acknowledgements', () => {
    test('of nobody count as all', async () => {
      expect(await store.readLeastAcknowledged()).toBe(Number.POSITIVE_INFINITY);
      const { subscription } = await join('one');
      await subscription.poll(undefined);
      expect(await store.readLeastAcknowledged()).toBe(Number.POSITIVE_INFINITY);
    });

    test('count by the least, and who closes holds nobody up', async () => {
      const [one, other] = [await join('one'), await join('other')];
      await one.subscription.poll(9_007_199_254_740_990);
      await other.subscription.poll(9_007_199_254_740_987);
      expect(await store.readLeastAcknowledged()).toBe(9_007_199_254_740_987);
      await other.subscription.poll(9_007_199_254_740_991);
      expect(await store.readLeastAcknowledged()).toBe(9_007_199_254_740_990);
      await one.subscription.close();
      expect(await store.readLeastAcknowledged()).toBe(9_007_199_254_740_991);
    });

    test('end with time, one by one', async () => {
      const [one, other] = [await join('one'), await join('other')];
      await one.subscription.poll(3);
      await pass(ACKNOWLEDGEMENT_MS / 2);
      await other.subscription.poll(5);
      expect(await store.readLeastAcknowledged()).toBe(3);
      await pass(ACKNOWLEDGEMENT_MS / 2 + 100);
      expect(await store.readLeastAcknowledged()).toBe(5);
      // One that asks without keeping anything gives no word.
      await one.subscription.poll(undefined);
      expect(await store.readLeastAcknowledged()).toBe(5);
    });
  });
}
