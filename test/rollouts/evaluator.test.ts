import { expect, test } from 'vitest';
import { checkEvaluator } from './support/check-evaluator.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

test('whatever happens, in whatever order, a rollout is never wider than it may be and can always go back', () => {
  const { furthest, completed, rolledBack, periods, overdue } = checkEvaluator(1_500, seed);
  // That it held must not be because nothing ever moved.
  expect(furthest).toBe(4);
  expect(rolledBack).toBeGreaterThan(10);
  expect(completed).toBeGreaterThan(0);
  expect(periods).toBeGreaterThan(10);
  expect(overdue).toBeGreaterThan(10);
});
