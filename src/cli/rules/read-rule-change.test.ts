import { describe, expect, it } from 'vitest';
import { readRuleChange } from './read-rule-change.ts';

describe('readRuleChange', () => {
  it.each([
    [['paid_ultimate'], 'off', { code: 'paid_ultimate', change: { state: 'off' } }],
    [['limit', '--max', '5', '--days=30'], undefined, { code: 'limit', change: { parameters: { max: 5, days: 30 } } }],
    [['--max', '5', 'limit'], 'bind', { code: 'limit', change: { state: 'bind', parameters: { max: 5 } } }],
    [['limit', '--grace-days', '-1'], undefined, { code: 'limit', change: { parameters: { grace_days: -1 } } }],
    [[], undefined, { code: undefined, change: {} }],
  ])('reads %j', (words, state, expected) => {
    expect(readRuleChange(words, state)).toEqual(expected);
  });

  it.each([
    [['limit', '--max'], /--max is no option/],
    [['limit', '--max', 'x'], /needs a whole number/],
    [['limit', '--max=1=2'], /needs a whole number/],
    [['limit', '--max', '1e3'], /needs a whole number/],
    [['limit', '--', '5'], /is no parameter/],
    [['limit', '--__proto__', '5'], /is no parameter/],
    [['a', 'b'], /One rule at a time/],
    [['No-Rule'], /is no rule/],
  ])('refuses %j', (words, sentence) => {
    expect(() => readRuleChange(words, undefined)).toThrow(sentence);
  });
});
