import { beforeEach, describe, expect, test } from 'vitest';
import { type EligibilityStore, LATEST_FILL_MS, TOMBSTONE_MS } from '#sdk/cache/store/eligibility-store.ts';
import { fillOf, type StoreUnderTest, tombstoneOf, tombstoneText } from './store-under-test.ts';

/** Changes, as every store takes them. */
export function describeInvalidating(open: () => StoreUnderTest): void {
  let store: EligibilityStore;
  beforeEach(() => {
    ({ store } = open());
  });
  const fill = async (...fills: ReturnType<typeof fillOf>[]) => store.fill(fills, (await store.describe()).now);
  const textOf = async (id: number) => (await store.read([id]))[0];

  describe('invalidate', () => {
    test.each([
      ['a higher epoch', { epoch: 3, version: 0 }, true],
      ['a higher version', { epoch: 2, version: 8 }, true],
      ['the same version', { epoch: 2, version: 7 }, false],
      ['a lower version', { epoch: 2, version: 6 }, false],
      ['a lower epoch', { epoch: 1, version: 9 }, false],
    ])('with %s', async (_, over, isHigher) => {
      await store.invalidate([tombstoneOf(1, { epoch: 2, version: 1, token: 'given' })], '');
      const before = fillOf(1, { epoch: 2, version: 7, token: 'given' });
      await fill(before);
      await store.invalidate([tombstoneOf(1, over)], '');
      const tombstone = tombstoneText({ ...over, token: 'given' });
      expect(await textOf(1)).toBe(isHigher ? tombstone : before.text);
    });

    test.each([
      ['no version', { epoch: 0, version: 0 }, { epoch: 2, version: 7 }],
      ['a lower version', { epoch: 1, version: 9 }, { epoch: 2, version: 7 }],
      ['a higher version', { epoch: 2, version: 8 }, { epoch: 2, version: 8 }],
    ])('with a token and %s', async (_, over, highest) => {
      await fill(fillOf(1, { epoch: 2, version: 7 }));
      await store.invalidate([tombstoneOf(1, { ...over, token: 'one' })], '');
      expect(await textOf(1)).toBe(tombstoneText({ ...highest, token: 'one' }));
      await store.invalidate([tombstoneOf(1, { ...over, token: 'other' })], '');
      expect(await textOf(1)).toBe(tombstoneText({ ...highest, token: 'other' }));
    });

    test('of what is not there leaves a tombstone, too', async () => {
      await store.invalidate(
        [tombstoneOf(1, { version: 4 }), tombstoneOf(2, { epoch: 0, version: 0, token: 'fresh' })],
        '',
      );
      const expected = [
        { epoch: 1, version: 4, token: '' },
        { epoch: 0, version: 0, token: 'fresh' },
      ];
      expect(await store.read([1, 2])).toEqual(expected.map(tombstoneText));
    });

    test('with nothing to say leaves nothing', async () => {
      await store.invalidate([tombstoneOf(1, { epoch: 0, version: 0 })], '');
      expect(await textOf(1)).toBeNull();
    });

    test('lasts longer than any fill that is still accepted, also of what had a moment left', async () => {
      await fill(fillOf(1, { keepMs: 500 }));
      await store.invalidate([tombstoneOf(1, { version: 2 }), tombstoneOf(2)], '');
      for (const tombstone of await store.inspect([1, 2])) {
        expect(tombstone?.leftMs).toBeGreaterThan(TOMBSTONE_MS - 2_000);
        expect(tombstone?.leftMs).toBeLessThanOrEqual(TOMBSTONE_MS);
      }
      expect(TOMBSTONE_MS - 2_000).toBeGreaterThan(LATEST_FILL_MS);
    });

    test('says a lasting word anew each time', async () => {
      const { store: fresh, pass } = open();
      await fresh.invalidate([tombstoneOf(1, { token: 'one' })], '');
      await pass(400);
      await fresh.invalidate([tombstoneOf(1, { token: 'other' })], '');
      const [tombstone] = await fresh.inspect([1]);
      expect(tombstone?.leftMs).toBeGreaterThan(TOMBSTONE_MS - 300);
    });
  });
}
