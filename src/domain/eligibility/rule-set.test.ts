import { expect, test } from 'vitest';
import { INITIAL_RULE_SET } from './initial-rule-set.ts';
import { nextRuleSetAt, type RuleSet, ruleSetAt, settingOf } from './rule-set.ts';
import { durationAt } from './trial-type.ts';

const set = (number: number, effectiveFrom: number): RuleSet => ({ ...INITIAL_RULE_SET, number, effectiveFrom });

test('the greatest number that holds by then is in force, and the next greater one follows', () => {
  const all = [set(1, 0), set(2, 100), set(3, 50), set(4, 200)];
  expect(ruleSetAt(all, -1)).toBeUndefined();
  expect(ruleSetAt(all, 49)?.number).toBe(1);
  expect(ruleSetAt(all, 50)?.number).toBe(3);
  expect(ruleSetAt(all, 150)?.number).toBe(3);
  expect(ruleSetAt(all, 200)?.number).toBe(4);
  expect(nextRuleSetAt(all, set(1, 0), 10)).toBe(50);
  expect(nextRuleSetAt(all, set(3, 50), 60)).toBe(200);
  expect(nextRuleSetAt(all, set(4, 200), 300)).toBe(Infinity);
});

test('a rule that the set does not name binds with its defaults', () => {
  expect(settingOf(INITIAL_RULE_SET, 'applicant_trial_limit')).toEqual({
    state: 'bind',
    parameters: { max: 10, days: 30 },
  });
  const changed = {
    ...INITIAL_RULE_SET,
    rules: { applicant_trial_limit: { state: 'observe' as const, parameters: { max: 5 } } },
  };
  expect(settingOf(changed, 'applicant_trial_limit')).toEqual({ state: 'observe', parameters: { max: 5, days: 30 } });
});

test('a next duration counts from its time on', () => {
  const [type] = INITIAL_RULE_SET.trialTypes;
  if (!type) throw new Error('no type');
  const changing = { ...type, nextDurationDays: 60, nextActiveTime: '2026-01-01T00:00:00Z' };
  expect(durationAt(type, 0)).toBe(30);
  expect(durationAt(changing, Date.parse('2025-12-31T23:59:59.999Z'))).toBe(30);
  expect(durationAt(changing, Date.parse('2026-01-01T00:00:00Z'))).toBe(60);
});
