import { beforeEach, describe, expect, test } from 'vitest';
import { type EligibilityStore, LATEST_FILL_MS } from '#sdk/cache/store/eligibility-store.ts';
import { fillOf, HOUR, type StoreUnderTest, tombstoneOf } from './store-under-test.ts';

/** Reading and filling, as every store does it. */
export function describeEntries(open: () => StoreUnderTest): void {
  let store: EligibilityStore;
  let pass: StoreUnderTest['pass'];
  beforeEach(() => {
    ({ store, pass } = open());
  });
  const now = async () => (await store.describe()).now;
  const fill = async (...fills: ReturnType<typeof fillOf>[]) => store.fill(fills, await now());
  const textOf = async (id: number) => (await store.read([id]))[0];

  describe('read', () => {
    test('answers in the order of the ids, with null for what is absent', async () => {
      const [one, two] = [fillOf(1, { version: 5 }), fillOf(2, { version: 6 })];
      await fill(one, two);
      expect(await store.read([2, 3, 1, 2])).toEqual([two.text, null, one.text, two.text]);
    });

    test('takes many ids', async () => {
      const fills = Array.from({ length: 1_000 }, (_, at) => fillOf(at + 1, { version: at }));
      expect(new Set(await fill(...fills))).toEqual(new Set(['stored']));
      const ids = fills.map((one) => one.id).toReversed();
      expect(await store.read(ids)).toEqual(fills.map((one) => one.text).toReversed());
    });
  });

  describe('fill', () => {
    test.each([
      ['began too long ago', -LATEST_FILL_MS - 100, HOUR, 'late'],
      ['began not too long ago', -LATEST_FILL_MS + 900, HOUR, 'stored'],
      ['began in the future', 2_500, HOUR, 'late'],
      ['began in a future that a rounded clock may show', 500, HOUR, 'stored'],
      ['lives no longer', 0, 0, 'lifeless'],
      ['has lived its life since it began', -1_000, 1_000, 'lifeless'],
      ['lives a moment longer', -1_000, 3_000, 'stored'],
    ])('one that %s', async (_, shift, keepMs, outcome) => {
      const one = fillOf(1, { keepMs });
      expect(await store.fill([one], (await now()) + shift)).toEqual([outcome]);
      expect(await textOf(1)).toBe(outcome === 'stored' ? one.text : null);
    });

    test.each([
      ['lower by its epoch', { epoch: 1, version: 9 }, 'lower'],
      ['lower by its version', { epoch: 2, version: 6, ruleSet: 9 }, 'lower'],
      ['lower by its rule set', { epoch: 2, version: 7, ruleSet: 3 }, 'lower'],
      ['equal', { epoch: 2, version: 7, ruleSet: 4 }, 'stored'],
      ['higher by its rule set', { epoch: 2, version: 7, ruleSet: 5 }, 'stored'],
      ['higher by its version', { epoch: 2, version: 8, ruleSet: 1 }, 'stored'],
      ['higher by its epoch', { epoch: 3, version: 0, ruleSet: 1 }, 'stored'],
      ['higher as a number, though not as text', { epoch: 2, version: 2 ** 53 - 1 }, 'stored'],
      ['of another token', { epoch: 3, version: 9, token: 'other' }, 'token'],
    ])('one that is %s', async (_, over, outcome) => {
      const before = fillOf(1, { epoch: 2, version: 7, ruleSet: 4 });
      await fill(before);
      const after = { ...fillOf(1, over), text: `${fillOf(1, over).text}.p` };
      expect(await fill(after)).toEqual([outcome]);
      expect(await textOf(1)).toBe(outcome === 'stored' ? after.text : before.text);
    });

    test('a tombstone gives way to its own version, whatever the rule set', async () => {
      await store.invalidate([tombstoneOf(1, { version: 7 })], '');
      expect(await fill(fillOf(1, { version: 6, ruleSet: 9 }))).toEqual(['lower']);
      expect(await fill(fillOf(1, { version: 7, ruleSet: 0 }))).toEqual(['stored']);
    });

    test('after a change without a version only who has seen its token may store', async () => {
      await fill(fillOf(1, { version: 7 }));
      await store.invalidate([tombstoneOf(1, { version: 7, token: 'fresh' })], '');
      expect(await fill(fillOf(1, { version: 8 }))).toEqual(['token']);
      expect(await fill(fillOf(1, { version: 6, token: 'fresh' }))).toEqual(['lower']);
      expect(await fill(fillOf(1, { version: 7, token: 'fresh' }))).toEqual(['stored']);
      expect(await fill(fillOf(1, { version: 8 }))).toEqual(['token']);
    });

    test('says of each in a batch what became of it', async () => {
      await fill(fillOf(2, { version: 5 }));
      await store.invalidate([tombstoneOf(3, { token: 'fresh' })], '');
      const outcomes = await fill(fillOf(4), fillOf(2, { version: 4 }), fillOf(3), fillOf(5, { keepMs: 0 }), fillOf(1));
      expect(outcomes).toEqual(['stored', 'lower', 'token', 'lifeless', 'stored']);
      expect((await store.read([1, 4, 5])).map((text) => text !== null)).toEqual([true, true, false]);
      expect(await fill()).toEqual([]);
    });

    test('keeps it for as long as it was told, from the beginning of the load', async () => {
      await store.fill([fillOf(1, { keepMs: 10_000 }), fillOf(2, { keepMs: 2_150 })], (await now()) - 2_000);
      const [kept] = await store.inspect([1]);
      expect(kept?.leftMs).toBeLessThanOrEqual(8_000);
      expect(kept?.leftMs).toBeGreaterThan(7_000);
      await pass(200);
      expect(await store.read([1, 2])).toEqual([fillOf(1).text, null]);
    });
  });
}
