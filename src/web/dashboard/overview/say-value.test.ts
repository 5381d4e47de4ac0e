import { expect, test } from 'vitest';
import { sayDuration, sayValue } from './say-value.ts';

test.each([
  [null, 'ms', 'not known'],
  [undefined, 'count', 'not known'],
  [0, 'per second', '0 a second'],
  [0.98765, '%', '98.8 %'],
  [1, '%', '100 %'],
  [0.25, 'ms', '0.25 ms'],
  [2_345, 'ms', '2.35 s'],
  [1_234.5, 'per second', '1,235 a second'],
  [7, 'count', '7'],
] as const)('%d in %s is %s', (value, unit, words) => {
  expect(sayValue(value, unit)).toBe(words);
});

test.each([
  [16_400, '16 s'],
  [180_000, '3 min'],
  [10_800_000, '3 h'],
])('%d ms are %s', (milliseconds, words) => {
  expect(sayDuration(milliseconds)).toBe(words);
});
