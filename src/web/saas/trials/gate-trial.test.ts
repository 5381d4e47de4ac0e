import { expect, test } from 'vitest';
import { gateTrial } from './gate-trial.ts';

const zeta = { id: 1, name: 'Zeta', path: 'zeta', plan: 'free', trial_type: 'ultimate', duration_days: 30 };
const ANSWER = { namespaces: [zeta], others: [{ id: 2, name: 'Rho', sentence: 'Used already.' }], unknown: [3] };
const kindOf = (asked: string | null) => gateTrial(ANSWER, [], asked).kind;

test('the form opens for no group, a new one, one that may, and one for which nobody can say', () => {
  expect([null, '', '0', '1', '3'].map(kindOf)).toEqual(Array(5).fill('open'));
});

test('it stays closed for one that may not, with its reason, and for any other', () => {
  expect(gateTrial(ANSWER, [], '2')).toEqual({ kind: 'closed', sentence: 'Used already.' });
  expect(['4', 'x', '-1', '1 OR 1=1'].map(kindOf)).toEqual(Array(4).fill('closed'));
});

test('without an answer nobody can say for the groups that a person owns', () => {
  const groups = [
    { id: 5, is_owner: true },
    { id: 6, is_owner: false },
  ];
  expect(gateTrial(undefined, groups, '5')).toEqual({
    kind: 'open',
    answer: { namespaces: [], others: [], unknown: [5] },
  });
  expect(gateTrial(undefined, groups, '6').kind).toBe('closed');
});
