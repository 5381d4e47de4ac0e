import { expect, test } from 'vitest';
import { durationText } from './duration-text.ts';

test.each([
  [-5, '0 s'],
  [0, '0 s'],
  [59.6, '1 min'],
  [900, '15 min'],
  [5_400, '1 h 30 min'],
  [86_405, '1 d 5 s'],
  [108_061, '1 d 6 h'],
])('%d seconds are %s', (seconds, said) => {
  expect(durationText(seconds)).toBe(said);
});
