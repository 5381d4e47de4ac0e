import { beforeEach, describe, expect, test } from 'vitest';
import { type EligibilityStore, READER_LEASE_MS } from '#sdk/cache/store/eligibility-store.ts';
import { fillOf, HOUR, listen, type StoreUnderTest, tombstoneOf, tombstoneText } from './store-under-test.ts';

/** What operators do, as every store lets them. */
export function describeByHand(open: () => StoreUnderTest): void {
  let store: EligibilityStore;
  beforeEach(() => {
    ({ store } = open());
  });

  describe('by hand', () => {
    beforeEach(async () => {
      await store.fill([fillOf(1)], (await store.describe()).now);
      await store.invalidate([tombstoneOf(2)], '');
    });

    test('inspect tells texts and what is left of them', async () => {
      const [tombstone, absent, entry] = await store.inspect([2, 3, 1]);
      expect(tombstone?.text).toBe(tombstoneText(tombstoneOf(2)));
      expect(absent).toBeUndefined();
      expect(entry?.text).toBe(fillOf(1).text);
      expect(entry?.leftMs).toBeGreaterThan(HOUR - 2_000);
      expect(entry?.leftMs).toBeLessThanOrEqual(HOUR);
    });

    test('measure tells bytes, where the store knows them', async () => {
      const [entry, absent, tombstone] = await store.measure([1, 3, 2]);
      expect(absent).toBeUndefined();
      expect([typeof entry, typeof tombstone]).toEqual(
        store.kind === 'in-process' ? ['undefined', 'undefined'] : ['number', 'number'],
      );
      expect(entry ?? 100).toBeGreaterThan(fillOf(1).text.length);
      expect(entry ?? 100).toBeLessThan(220);
    });

    test('remove takes away and leaves nothing', async () => {
      expect(await store.remove([1, 2, 3])).toBe(2);
      expect(await store.read([1, 2, 3])).toEqual([null, null, null]);
      expect(await store.remove([1])).toBe(0);
    });

    test('the port answers nothing to nothing', async () => {
      expect(await store.inspect([])).toEqual([]);
      expect(await store.measure([])).toEqual([]);
      expect(await store.remove([])).toBe(0);
    });
  });

  describe('describe', () => {
    test('an untouched store', async () => {
      const description = await store.describe();
      expect(description).toMatchObject({ number: 0, state: {}, processes: [] });
      expect([description.reader, description.cursor]).toEqual([undefined, undefined]);
    });

    test('tells who reads and who takes part, and changes nothing', async () => {
      const number = await store.publish('');
      const { now } = await store.beat('one');
      const [one, other] = [await listen(store, 'one'), await listen(store, 'other')];
      await one.subscription.poll(number);
      await other.subscription.poll(undefined);
      const description = await store.describe();
      expect(description).toMatchObject({ number, reader: { process: 'one' } });
      expect(description.reader?.leftMs).toBeGreaterThan(0);
      expect(description.reader?.leftMs).toBeLessThanOrEqual(READER_LEASE_MS);
      expect(description.now).toBeGreaterThanOrEqual(now);
      const processes = description.processes.toSorted((a, b) => a.process.localeCompare(b.process));
      expect(processes).toMatchObject([
        { process: 'one', acknowledged: number },
        { process: 'other', acknowledged: undefined },
      ]);
      for (const { seenAt } of processes) {
        expect(seenAt).toBeGreaterThanOrEqual(now);
        expect(seenAt).toBeLessThanOrEqual(description.now);
      }
      expect((await store.describe()).number).toBe(number);
      await other.subscription.close();
      await store.resign('one');
      const after = await store.describe();
      expect(after.reader).toBeUndefined();
      expect(after.processes.map(({ process }) => process)).toEqual(['one']);
      await one.subscription.close();
    });

    test('whoever has not asked yet takes no part', async () => {
      const { subscription } = await listen(store, 'one');
      expect((await store.describe()).processes).toEqual([]);
      await subscription.close();
    });
  });

  test('nothing is to be warned of', async () => {
    expect(await store.listWarnings()).toEqual([]);
    expect(store.isReachable).toBe(true);
  });
}
