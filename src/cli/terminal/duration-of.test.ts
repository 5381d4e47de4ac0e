import { expect, it } from 'vitest';
import { durationOf } from './duration-of.ts';

it.each([
  [0, '0 ms'],
  [-5, '0 ms'],
  [999.4, '999 ms'],
  [1_000, '1 s'],
  [61_000, '1 min 1 s'],
  [60_000, '1 min'],
  [27_900_000, '7 h 45 min'],
  [86_400_000, '1 day'],
  [2 * 86_400_000 + 3_600_000 + 5_000, '2 days 1 h'],
])('%d ms are %s', (milliseconds, words) => {
  expect(durationOf(milliseconds)).toBe(words);
});
