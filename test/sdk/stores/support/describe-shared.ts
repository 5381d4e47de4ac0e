import { beforeEach, describe, expect, test } from 'vitest';
import { type EligibilityStore, READER_LEASE_MS } from '#sdk/cache/store/eligibility-store.ts';
import { listen, type StoreUnderTest } from './store-under-test.ts';

/** What processes share: the lease, the cursor, the state. */
export function describeShared(open: () => StoreUnderTest): void {
  let store: EligibilityStore;
  let pass: StoreUnderTest['pass'];
  beforeEach(() => {
    ({ store, pass } = open());
  });
  const isReader = async (process: string) => (await store.beat(process)).isReader;

  describe('lease', () => {
    test('belongs to one, until it gives it up', async () => {
      expect([await isReader('one'), await isReader('other'), await isReader('one')]).toEqual([true, false, true]);
      await store.resign('other');
      expect(await isReader('other')).toBe(false);
      await store.resign('one');
      expect([await isReader('other'), await isReader('one')]).toEqual([true, false]);
    });

    test('lasts from the last beat, and then belongs to whoever comes', async () => {
      await store.beat('one');
      await pass(READER_LEASE_MS / 2);
      await store.beat('one');
      await pass(READER_LEASE_MS / 2 + 100);
      expect(await isReader('other')).toBe(false);
      await pass(READER_LEASE_MS / 2);
      expect([await isReader('other'), await isReader('one')]).toEqual([true, false]);
    });

    test('stamps the state with its beat, and nobody else does', async () => {
      const beat = await store.beat('one');
      expect((await store.describe()).state).toEqual({ beat: String(beat.now) });
      await pass(20);
      const other = await store.beat('other');
      expect(other.now).toBeGreaterThan(beat.now);
      expect([beat.steppedBack, other.steppedBack]).toEqual([false, false]);
      expect((await store.describe()).state).toEqual({ beat: String(beat.now) });
    });
  });

  test('the cursor comes back with each beat', async () => {
    expect((await store.beat('one')).cursor).toBeUndefined();
    expect(await store.writeCursor('12.34', undefined)).toBe(true);
    expect(await store.writeCursor('12.36', undefined)).toBe(false);
    expect([(await store.beat('one')).cursor, (await store.beat('other')).cursor]).toEqual(['12.34', '12.34']);
    expect(await store.writeCursor('12.35', '12.34')).toBe(true);
    expect((await store.describe()).cursor).toBe('12.35');
  });

  test('the state comes back with each poll; fields are replaced one by one', async () => {
    const { subscription } = await listen(store, 'one');
    expect((await subscription.poll(undefined)).state).toEqual({});
    await store.writeState({ epoch: '3', types: '{"a":{"code":"ü|"}}' });
    await store.writeState({ epoch: '4', confirmed: '' });
    const state = { epoch: '4', types: '{"a":{"code":"ü|"}}', confirmed: '' };
    expect((await subscription.poll(undefined)).state).toEqual(state);
    expect((await store.describe()).state).toEqual(state);
    await subscription.close();
  });

  test('polls tell the time, and where the channel stands', async () => {
    const { subscription } = await listen(store, 'one');
    const before = await subscription.poll(undefined);
    expect(before.number).toBe(0);
    const number = await store.publish('');
    await pass(300);
    const after = await subscription.poll(undefined);
    expect(after.number).toBe(number);
    expect(after.now - before.now).toBeGreaterThanOrEqual(300);
    expect(after.now - before.now).toBeLessThan(3_000);
    await subscription.close();
  });

  test('the masters are the same as long as nothing happens to them', async () => {
    const masters = await store.readMasters();
    expect(masters).not.toBe('');
    expect(await store.readMasters()).toBe(masters);
  });
}
