import { beforeEach, describe, expect, test } from 'vitest';
import { KnownState } from './known-state.ts';
import { writeSharedState } from './shared-state.ts';

/** The store's clock at the monotonic moment 0. */
const STORE = 1_000_000;
const HEALTHY = { epoch: 1, ruleSet: 1, generation: 'aa', masters: 'm', confirmed: STORE, beat: STORE };

describe('what a process knows', () => {
  let known: KnownState;
  beforeEach(() => {
    known = new KnownState();
    known.masters = 'm';
  });
  /** The store looked at its clock between sending and arrival. */
  const observe = (over: Parameters<typeof writeSharedState>[0] = {}, now = STORE, sentAt = 0, gotAt = 0) =>
    known.observe({ now, number: 1, state: writeSharedState({ ...HEALTHY, ...over }) }, sentAt, gotAt);

  test('the newest epoch and rule set; whatever is newer makes older answers soft', () => {
    known.learn(2, 5);
    const { serial } = known;
    for (const [epoch, ruleSet] of [
      [2, 5],
      [2, 4],
      [1, 9],
    ] as const)
      known.learn(epoch, ruleSet);
    expect([known.epoch, known.ruleSet, known.serial]).toEqual([2, 5, serial]);
    known.learn(3, 1);
    expect([known.epoch, known.ruleSet, known.serial]).toEqual([3, 1, serial + 1]);
  });

  test('the least and the most that the store may show', () => {
    expect([known.earliestStoreTime(0), known.latestStoreTime(0)]).toEqual([undefined, undefined]);
    observe({}, STORE, 100, 130);
    expect([known.earliestStoreTime(1_130), known.latestStoreTime(1_130)]).toEqual([STORE + 1_000, STORE + 1_030]);
    known.forgetStore();
    expect([known.earliestStoreTime(0), known.masters]).toEqual([undefined, undefined]);
  });

  test.each([
    ['nothing', {}, 0, undefined],
    ['another master', { masters: 'other' }, 0, 'other_master'],
    ['a feed that never confirmed', { confirmed: undefined }, 0, 'feed_silent'],
    ['a feed of 30 s ago', {}, 30_000, undefined],
    ['a feed of more than 30 s ago', {}, 30_001, 'feed_behind'],
    ['a portal without a feed', { confirmed: 'none' as const }, 500_000, undefined],
  ])('soft because of %s', (_, over, at, because) => {
    expect(known.softBecause(0)).toBe('store_unknown');
    observe(over);
    expect(known.softBecause(at)).toBe(because);
    known.masters = undefined;
    expect(known.softBecause(at)).toBe('store_unknown');
  });

  test.each([
    ['a second after sending', {}, 1_000],
    ['two seconds after the beat', { beat: STORE - 1_500 }, 500],
    ['30 s after the feed', { confirmed: STORE - 29_400 }, 600],
    ['not without a beat', { beat: undefined }, Number.NEGATIVE_INFINITY],
    ['not while soft', { masters: 'other' }, Number.NEGATIVE_INFINITY],
  ])('the tier may be read until %s', (_, over, until) => {
    observe(over);
    expect(known.tierReadableUntil(0)).toBe(until);
  });

  test.each([
    ['goes on', STORE + 10_000, true],
    ['runs ahead', STORE + 3_600_000, true],
    ['is a little slow', STORE + 9_001, true],
    ['was set back', STORE + 8_900, false],
    ['was set far back', 5_000, false],
  ])('a store clock that %s', (_, now, isSteady) => {
    observe({ beat: undefined }, STORE, 0, 10);
    expect(observe({ beat: undefined }, now, 10_010, 10_020)).toBe(isSteady);
    expect(known.hasStepped).toBe(!isSteady);
    expect(known.softBecause(10_020)).toBe(
      isSteady ? (now > STORE + 30_000 ? 'feed_behind' : undefined) : 'clock_stepped',
    );
    // Nothing is trusted until somebody has begun a new generation.
    expect(known.isTrusted('aa', now)).toBe(isSteady);
    const { serial } = known;
    observe({ generation: 'bb', beat: undefined, confirmed: now, distrustedUntil: now + 1_000 }, now, 10_030, 10_040);
    expect([known.hasStepped, known.serial]).toEqual([false, serial + 1]);
    expect([known.isTrusted('bb', now), known.isTrusted('aa', now)]).toEqual([true, false]);
    expect(known.isTrusted('aa', now + 1_000)).toBe(true);
  });

  test('a beat from the future tells the same to who has just come', () => {
    expect(observe({ beat: STORE + 5_000 })).toBe(false);
    expect(known.hasStepped).toBe(true);
  });
});
