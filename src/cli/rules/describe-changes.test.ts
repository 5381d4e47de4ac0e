import { describe, expect, it } from 'vitest';
import type { RuleSetOnWire } from '#portal/contract/rule-answers.ts';
import { describeChanges } from './describe-changes.ts';
import { findRuleSetBefore } from './find-rule-set-before.ts';

function ruleSet(number: number, effectiveFrom: string, max = 10, types = ['one', 'two']): RuleSetOnWire {
  const rules = [{ code: 'limit', state: 'bind', parameters: { max } }];
  const trialTypes = types.map((type) => ({ type, plans: ['free'], offered: true }));
  return { number, effective_from: effectiveFrom, rules, trial_types: trialTypes } as unknown as RuleSetOnWire;
}

describe('describeChanges', () => {
  const before = ruleSet(1, '2026-01-01');

  it('names what differs, and says when nothing does', () => {
    expect(describeChanges(before, before)).toEqual(['no difference']);
    expect(describeChanges(before, ruleSet(2, '2026-01-02', 5))).toEqual(['limit max 10 → 5']);
    expect(describeChanges(before, ruleSet(2, '2026-01-02', 10, ['one', 'two', 'three']))).toEqual(['three is new']);
    expect(describeChanges(before, ruleSet(2, '2026-01-02', 10, ['two', 'one']))).toEqual([
      'another order of the trial types',
    ]);
  });

  it('names rules that are new', () => {
    expect(describeChanges({ ...before, rules: [] }, before)).toEqual(['limit is new']);
  });
});

describe('findRuleSetBefore', () => {
  // 2 is announced for March; 3 is an urgent change, after which March is announced again as 4.
  const sets = [ruleSet(1, '2026-01-01'), ruleSet(2, '2026-03-01'), ruleSet(3, '2026-01-05'), ruleSet(4, '2026-03-01')];
  const before = (place: number) => findRuleSetBefore(sets, sets[place] as RuleSetOnWire)?.number;

  it('finds the one that was in force until then, not the one with the number before', () => {
    expect([0, 1, 2, 3].map(before)).toEqual([undefined, 1, 1, 3]);
  });
});
