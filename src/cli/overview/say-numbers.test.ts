import { expect, it } from 'vitest';
import { rate } from './say-numbers.ts';

it.each([
  [null, 'not known'],
  [0, '0 a second'],
  [0.012345, '0.0123 a second'],
  [12.345, '12.3 a second'],
  [99.99, '100 a second'],
  [1234.5, '1,235 a second'],
  [1_234_567, '1,234,567 a second'],
])('%d is told as %s', (perSecond, words) => {
  expect(rate(perSecond)).toBe(words);
});
