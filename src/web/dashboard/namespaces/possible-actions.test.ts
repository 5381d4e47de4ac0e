import { expect, test } from 'vitest';
import type { Explanation } from '#portal/contract/explanation-answer.ts';
import { possibleActions } from './possible-actions.ts';

const trial = {
  id: 5,
  namespace_id: 7,
  trial_type: 'ultimate',
  starts_on: '2026-01-01',
  ends_on: '2026-01-31',
  uid: 9,
  started_at: '',
  rule_set: 1,
  origin: 'application',
  state: 'delivered',
  voided_at: null,
  allowed_again_at: null,
};
function explanation(more: object, blocked = false): Explanation {
  const facts = { trials: [], purchases: [], blocked, blocked_until: null };
  return { namespace_id: 7, history: [], refusals: [], decisions: [], facts, ...more } as unknown as Explanation;
}
const labels = (one: Explanation, today = '2026-01-15') =>
  possibleActions(one, [], undefined, today).map(({ key }) => key);

test.each([
  ['nothing has happened', explanation({}), ['block', 'invalidate']],
  ['blocked', explanation({}, true), ['unblock', 'block', 'invalidate']],
  [
    'running',
    explanation({ history: [trial] }),
    ['extend 5', 'end_early 5', 'void 5', 'allow ultimate', 'block', 'exempt 9', 'invalidate'],
  ],
  [
    'voided',
    explanation({ history: [{ ...trial, voided_at: 'then', uid: null }] }),
    ['unvoid 5', 'block', 'invalidate'],
  ],
])('%s', (_, one, keys) => expect(labels(one)).toEqual(keys));

test('a trial that is over is not extended, one that was allowed again not once more', () => {
  const over = explanation({ history: [{ ...trial, allowed_again_at: 'then', uid: null }] });
  expect(labels(over, '2026-01-31')).toEqual(['void 5', 'block', 'invalidate']);
});
