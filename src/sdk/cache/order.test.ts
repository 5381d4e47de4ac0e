import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BEGINNING, isBelow, laterOf } from './order.ts';

const place = fc.record({ epoch: fc.nat(3), version: fc.nat(3) });

test('epochs come before versions', () => {
  expect(isBelow({ epoch: 1, version: 9 }, { epoch: 2, version: 0 })).toBe(true);
  expect(isBelow({ epoch: 2, version: 0 }, { epoch: 1, version: 9 })).toBe(false);
  expect(isBelow({ epoch: 1, version: 1 }, { epoch: 1, version: 2 })).toBe(true);
  expect(isBelow({ epoch: 1, version: 2 }, { epoch: 1, version: 2 })).toBe(false);
});

test('of two places at most one is below, and the later one is not', () => {
  fc.assert(
    fc.property(place, place, (one, other) => {
      const isSame = one.epoch === other.epoch && one.version === other.version;
      expect([isBelow(one, other), isBelow(other, one), isSame].filter(Boolean)).toHaveLength(1);
      expect(isBelow(laterOf(one, other), one) || isBelow(laterOf(one, other), other)).toBe(false);
      expect([one, other]).toContain(laterOf(one, other));
      expect(isBelow(one, BEGINNING)).toBe(false);
    }),
  );
});
