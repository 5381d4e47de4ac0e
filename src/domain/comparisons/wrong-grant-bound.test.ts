import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checksNeeded, upperBound } from './wrong-grant-bound.ts';

test('known values: none in 2,704 is at most 0.1 %, none at all says nothing', () => {
  expect(upperBound(0, 0)).toBe(1);
  expect(upperBound(0, 2_704)).toBeCloseTo(0.001, 5);
  expect(upperBound(5, 100)).toBeCloseTo(0.0987, 3);
});

const counts = fc
  .tuple(fc.nat(50), fc.integer({ min: 1, max: 100_000 }))
  .map(([hits, more]) => [hits, hits + more] as const);

test('the bound lies above the rate, falls with more checks and rises with more hits', () => {
  fc.assert(
    fc.property(counts, ([hits, checks]) => {
      expect(upperBound(hits, checks)).toBeGreaterThan(hits / checks);
      expect(upperBound(hits, checks * 2)).toBeLessThan(upperBound(hits, checks));
      expect(upperBound(hits + 1, checks)).toBeGreaterThan(upperBound(hits, checks));
    }),
  );
});

test('so many more are needed, and not one less', () => {
  fc.assert(
    fc.property(counts, fc.double({ min: 0.000_1, max: 0.5, noNaN: true }), ([hits, checks], limit) => {
      const needed = checksNeeded(hits, checks, limit);
      expect(upperBound(hits, checks + needed)).toBeLessThanOrEqual(limit);
      if (needed > 0) expect(upperBound(hits, checks + needed - 1)).toBeGreaterThan(limit);
    }),
  );
});
