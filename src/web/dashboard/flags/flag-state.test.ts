import { expect, test } from 'vitest';
import { readChoice, sayState, writeChoice } from './flag-state.ts';

test.each([
  ['off', 'Off'],
  ['on', 'On for everybody'],
  ['users:7', 'On for user 7'],
  ['users:7,8', 'On for 2 named users'],
  ['percent:0', 'On for 0 %'],
  ['percent:25', 'On for 25 %'],
  ['percent:25+users:7,8', 'On for 25 % and 2 named users'],
])('%s is "%s", and written as it was read', (state, said) => {
  expect(sayState(state)).toBe(said);
  expect(writeChoice(readChoice(state))).toBe(state);
});
