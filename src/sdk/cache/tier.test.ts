import { beforeEach, describe, expect, test } from 'vitest';
import { NamespaceEligibility } from '../eligibility-source.ts';
import { Tier } from './tier.ts';

const NOTHING_TOLD = { tokenAt: Number.NEGATIVE_INFINITY, toldAt: 0 };

function answerOf(id: number, version = 5): NamespaceEligibility {
  const provenance = { epoch: 2, version, ruleSet: 1, askedAt: 0, validUntil: Number.POSITIVE_INFINITY };
  return new NamespaceEligibility(id, 'l1', ['ultimate'], provenance);
}

describe('the tier', () => {
  let tier: Tier;
  beforeEach(() => {
    tier = new Tier(2);
    tier.confirm(1_000);
    tier.put(1, { answer: answerOf(1), token: 'one', freshUntil: 500, serial: 7 });
  });

  test.each([
    ['while fresh, of that serial', 7, 499, true],
    ['when no longer fresh', 7, 500, false],
    ['of another serial', 8, 0, false],
  ])('gives what it has: %s', (_, serial, now, isGiven) => {
    expect(tier.get(1, serial, now)).toEqual(isGiven ? answerOf(1) : undefined);
    expect(tier.peek(1)).toEqual(answerOf(1));
  });

  test('is read up to what was confirmed, and emptied by whoever finds it past that', () => {
    expect(tier.isReadable(999)).toBe(true);
    const { period } = tier;
    expect(tier.isReadable(1_000)).toBe(false);
    expect([tier.size, tier.period, tier.readableUntil]).toEqual([0, period + 1, Number.NEGATIVE_INFINITY]);
  });

  test('an emptied one is not read until it is confirmed', () => {
    tier.empty();
    expect(tier.isReadable(0)).toBe(false);
    tier.confirm(2_000);
    expect(tier.isReadable(0)).toBe(true);
    expect(tier.get(1, 7, 0)).toBeUndefined();
  });

  test.each([
    ['a higher epoch', { epoch: 3, version: 0, token: '' }, true],
    ['a higher version', { epoch: 2, version: 6, token: '' }, true],
    ['its own version', { epoch: 2, version: 5, token: '' }, false],
    ['a lower version', { epoch: 2, version: 4, token: '' }, false],
    ['another token', { epoch: 0, version: 0, token: 'other' }, true],
    ['its own token', { epoch: 2, version: 5, token: 'one' }, false],
  ])('drops what is below: %s', (_, floor, isDropped) => {
    tier.drop(1, { ...floor, ...NOTHING_TOLD });
    expect(tier.peek(1) === undefined).toBe(isDropped);
    tier.drop(9, { ...floor, ...NOTHING_TOLD });
  });

  test('holds no more than it may', () => {
    for (const id of [2, 3]) tier.put(id, { answer: answerOf(id), token: '', freshUntil: 500, serial: 7 });
    expect([tier.size, tier.peek(1)]).toEqual([2, undefined]);
  });

  test('of no entries is off', () => {
    const off = new Tier(0);
    off.confirm(1_000);
    expect([off.isOn, off.isReadable(0)]).toEqual([false, false]);
  });
});
