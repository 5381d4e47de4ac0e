import { expect, test } from 'vitest';
import { listNamespaceChoices, preselect } from './namespace-choices.ts';

const zeta = { id: 1, name: 'Zeta', path: 'zeta', plan: 'free', trial_type: 'ultimate', duration_days: 30 };
const alpha = { ...zeta, id: 2, name: 'Alpha', plan: 'premium', duration_days: 45 };
const NOTHING = { namespaces: [], others: [], unknown: [] };

test('every group is there, and what cannot be chosen says why', () => {
  const answer = { namespaces: [zeta], others: [{ id: 3, name: 'Rho', sentence: 'Used already.' }], unknown: [4, 5] };
  const choices = listNamespaceChoices(answer, [{ id: 4, name: 'Tau' }]);
  expect(choices.map(({ label, disabled }) => [label, disabled])).toEqual([
    ['Create group', false],
    ['Zeta', false],
    ['Tau', true],
    ['Group 5', true],
    ['Rho', true],
  ]);
  expect(choices.at(-1)?.sentence).toBe('Used already.');
  expect(choices[2]?.sentence).toContain('cannot check');
});

test('a group that an attempt made can be chosen, once', () => {
  const choices = listNamespaceChoices({ ...NOTHING, unknown: [9] }, [], { id: 9, name: 'New' });
  expect(choices.map(({ label, disabled }) => [label, disabled])).toEqual([
    ['Create group', false],
    ['New', false],
  ]);
});

test.each([
  ['what was asked for', [zeta, alpha], '2', '2'],
  ['a new group, where that was asked for', [zeta], '0', '0'],
  ['the only one', [zeta], null, '1'],
  ['a new group, where there is none', [], null, '0'],
  ['nothing, where there are several', [zeta, alpha], null, ''],
])('preselected: %s', (_, namespaces, asked, expected) => {
  expect(preselect(listNamespaceChoices({ ...NOTHING, namespaces }, []), asked)).toBe(expected);
});

test('preselected: nothing, where nobody can say of a group whether it is the only one', () => {
  const choices = listNamespaceChoices({ ...NOTHING, unknown: [1] }, [{ id: 1, name: 'Zeta' }]);
  expect(preselect(choices, null, false)).toBe('');
  expect(preselect(choices, '0', false)).toBe('0');
});
