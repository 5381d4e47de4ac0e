import { expect, test } from 'vitest';
import { type ComparisonOutcome, classify } from './classify.ts';

const CASES: [old: boolean | undefined, portal: boolean | undefined, candidate: 'old' | 'new', ComparisonOutcome][] = [
  [true, true, 'new', 'match'],
  [false, false, 'old', 'match'],
  [false, true, 'new', 'grants_more'],
  [false, true, 'old', 'grants_more'],
  [true, false, 'new', 'denies'],
  [true, false, 'old', 'denies'],
  [true, undefined, 'new', 'candidate_error'],
  [undefined, true, 'old', 'candidate_error'],
  [undefined, undefined, 'old', 'both_failed'],
  [undefined, true, 'new', 'stale_suspect'],
];

test.each(CASES)('old %s, portal %s, compared with %s: %s', (old, portal, candidate, outcome) => {
  expect(classify({ old, new: portal }, candidate)).toBe(outcome);
});

test('a candidate that is late is told apart from one that is broken', () => {
  expect(classify({ old: true, new: undefined }, 'new', true)).toBe('candidate_timeout');
});
