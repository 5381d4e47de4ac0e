import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_STATE, readSharedState, type SharedState, writeSharedState } from './shared-state.ts';

const state: fc.Arbitrary<SharedState> = fc.record({
  epoch: fc.maxSafeNat(),
  ruleSet: fc.maxSafeNat(),
  generation: fc.string(),
  distrustedUntil: fc.maxSafeNat(),
  confirmed: fc.oneof(fc.maxSafeNat(), fc.constant('none' as const), fc.constant(undefined)),
  beat: fc.option(fc.maxSafeNat(), { nil: undefined }),
  masters: fc.string(),
  types: fc.string(),
});

test('a state comes back as it was written', () => {
  const comesBack = fc.property(state, (one) => {
    expect(readSharedState(writeSharedState(one))).toEqual(one);
  });
  fc.assert(comesBack);
});

test('only what is given is written', () => {
  expect(writeSharedState({ epoch: 3, distrustedUntil: 0 })).toEqual({ epoch: '3', distrusted: '0' });
});

test.each([
  [{}, {}],
  [{ epoch: 'what', rule_set: '', confirmed: 'whenever', beat: 'NaN', distrusted: 'Infinity' }, {}],
  [{ confirmed: '' }, {}],
  [
    { confirmed: 'none', generation: 'aB' },
    { confirmed: 'none', generation: 'aB' },
  ],
])('what makes no sense is not known: %j', (fields, known) => {
  expect(readSharedState(fields)).toEqual({ ...NO_STATE, ...known });
});
