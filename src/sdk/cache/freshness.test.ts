import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_FRESHNESS, freshFor } from './freshness.ts';

const HOUR = 3_600_000;

test('8 h fresh and 16 h more', () => {
  expect(DEFAULT_FRESHNESS).toEqual({ freshMs: 8 * HOUR, staleMs: 16 * HOUR });
});

test('jitter only shortens, by a tenth at most, and is the same for everybody', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.nat(), fc.integer({ min: 1 }), (id, filled, freshMs) => {
      const freshness = { freshMs, staleMs: 0 };
      expect(freshFor(id, filled, freshness)).toBeLessThanOrEqual(freshMs);
      expect(freshFor(id, filled, freshness)).toBeGreaterThanOrEqual(freshMs * 0.9);
      expect(freshFor(id, filled, freshness)).toBe(freshFor(id, filled, { ...freshness }));
    }),
  );
});

test('what was filled together does not expire together', () => {
  const lives = Array.from({ length: 1_000 }, (_, id) => freshFor(id + 1, 1_763_740_800, DEFAULT_FRESHNESS));
  const tenths = lives.map((life) => Math.floor((1 - life / DEFAULT_FRESHNESS.freshMs) * 100));
  for (let tenth = 0; tenth < 10; tenth++) {
    expect(tenths.filter((one) => one === tenth).length).toBeGreaterThan(50);
  }
});
