import { expect, test } from 'vitest';
import { featureOfState } from '../server/feature-of-state.ts';
import { readFlagState } from '../server/read-flag-state.ts';
import { reasonOf } from './reason-of.ts';

test.each([
  ['off', 'DISABLED'],
  ['on', 'STATIC'],
  ['users:7', 'TARGETING_MATCH'],
  ['percent:25', 'SPLIT'],
  ['percent:25+users:7', 'SPLIT'],
])('%s decides by %s', (state, reason) => {
  expect(reasonOf(featureOfState('a', readFlagState(state)))).toBe(reason);
});

test('segments target too, and no strategy at all is everybody', () => {
  expect(reasonOf({ enabled: true, strategies: [{ name: 'default', segments: [1] }] })).toBe('TARGETING_MATCH');
  expect(reasonOf({ enabled: true })).toBe('STATIC');
});
