import { describe, expect, it } from 'vitest';
import type { CacheEntryAnswer } from '#sdk/index.ts';
import { compareEntry, isViolation } from './compare-entry.ts';

const portal = { trialTypes: ['one', 'two'], epoch: 2, version: 5, ruleSet: 3 };

function entry(changes: Partial<CacheEntryAnswer>): CacheEntryAnswer {
  const same = { state: 'answer', verdict: 'hit', trial_types: ['one', 'two'], epoch: 2, version: 5, rule_set: 3 };
  return { ...same, namespace_id: 1, ...changes } as CacheEntryAnswer;
}

describe('compareEntry', () => {
  it.each([
    ['same', {}],
    ['same', { verdict: 'soft', because: 'expired' }],
    ['absent', { state: 'absent', verdict: 'absent' }],
    ['absent', { state: 'unreadable', verdict: 'absent' }],
    ['absent', { verdict: 'absent', trial_types: [] }],
    ['absent', { trial_types: null }],
    ['tombstone', { state: 'tombstone', verdict: 'absent', version: 9 }],
    ['behind', { version: 4 }],
    ['behind', { epoch: 1, version: 9 }],
    ['ahead', { version: 6 }],
    ['ahead', { epoch: 3, version: 1 }],
    ['older_rules', { rule_set: 2, trial_types: [] }],
    ['same', { rule_set: 2 }],
    ['different', { trial_types: ['one'] }],
    ['different', { trial_types: ['two', 'one'] }],
    ['different', { trial_types: [] }],
  ] as const)('says %s of %j', (finding, changes) => {
    expect(compareEntry(entry(changes as Partial<CacheEntryAnswer>), portal)).toBe(finding);
  });

  it('counts as a violation only what no change under way explains', () => {
    expect((['same', 'behind', 'older_rules', 'ahead', 'different'] as const).filter(isViolation)).toEqual([
      'ahead',
      'different',
    ]);
  });
});
