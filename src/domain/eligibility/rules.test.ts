import { describe, expect, test } from 'vitest';
import { dayFromIso } from '../time/days.ts';
import { Decider } from './decider.ts';
import type { Facts } from './facts.ts';
import { NO_FACTS } from './facts.ts';
import { INITIAL_RULE_SET } from './initial-rule-set.ts';
import { RULES } from './rules.ts';
import type { TrialType } from './trial-type.ts';

const decider = new Decider(INITIAL_RULE_SET);
const [free, premium] = decider.offered as [TrialType, TrialType];

function on(iso: string): number {
  const day = dayFromIso(iso);
  if (day === undefined) throw new Error(iso);
  return day;
}

function at(time: string): number {
  return Date.parse(time);
}

function reasons(facts: Partial<Facts>, trialType: TrialType, time: string): readonly string[] {
  return decider.codesOf(decider.decide({ ...NO_FACTS, ...facts }, trialType, at(time)).blocking);
}

const had = (code: string, startsOn: string, endsOn: string) => ({
  code,
  startsOn: on(startsOn),
  endsOn: on(endsOn),
  allowedAgain: false,
});

describe('trial_already_used', () => {
  test('blocks a type that was had, for ever, and no other', () => {
    const facts = { trials: [had('u', '2020-01-01', '2020-01-31')] };
    expect(reasons(facts, free, '2026-11-21T00:00:00Z')).toEqual(['trial_already_used']);
    expect(reasons(facts, premium, '2026-11-21T00:00:00Z')).toEqual([]);
  });

  test('lets a repeatable type be had again on the day on which its window has passed', () => {
    const facts = { trials: [had('p', '2026-01-01', '2026-01-31')] };
    expect(reasons(facts, premium, '2026-04-30T23:59:59.999Z')).toEqual(['trial_already_used']);
    expect(reasons(facts, premium, '2026-05-01T00:00:00Z')).toEqual([]);
  });

  test('does not count a trial that an operator has allowed again', () => {
    const facts = { trials: [{ ...had('u', '2020-01-01', '2020-01-31'), allowedAgain: true }] };
    expect(reasons(facts, free, '2026-11-21T00:00:00Z')).toEqual([]);
  });
});

describe('trial_running', () => {
  test('a trial of 30 days started on the 1st runs until the 31st, 00:00 UTC', () => {
    const facts = { trials: [had('d', '2026-01-01', '2026-01-31')] };
    expect(reasons(facts, free, '2025-12-31T23:59:59.999Z')).toEqual([]);
    expect(reasons(facts, free, '2026-01-01T00:00:00Z')).toEqual(['trial_running']);
    expect(reasons(facts, free, '2026-01-30T23:59:59.999Z')).toEqual(['trial_running']);
    expect(reasons(facts, free, '2026-01-31T00:00:00Z')).toEqual([]);
  });

  test('runs over a leap day', () => {
    const facts = { trials: [had('d', '2028-02-01', '2028-03-01')] };
    expect(reasons(facts, free, '2028-02-29T23:59:59.999Z')).toEqual(['trial_running']);
    expect(reasons(facts, free, '2028-03-01T00:00:00Z')).toEqual([]);
  });

  test('one that was ended on the day it began never ran', () => {
    expect(reasons({ trials: [had('d', '2026-01-01', '2026-01-01')] }, free, '2026-01-01T12:00:00Z')).toEqual([]);
  });
});

describe('purchases', () => {
  const bought = (
    product: 'ultimate' | 'duo_enterprise' | 'duo_pro' | 'premium',
    trial: boolean,
    endsOn: string | null,
  ) => ({
    purchases: [{ product, trial, startsOn: on('2026-01-01'), endsOn: endsOn === null ? null : on(endsOn) }],
  });

  test.each([
    ['ultimate', false, ['paid_ultimate']],
    ['ultimate', true, []],
    ['duo_enterprise', false, ['duo_enterprise_purchased']],
    ['duo_enterprise', true, []],
    ['duo_pro', true, ['duo_pro_trial_running']],
    ['duo_pro', false, []],
    ['premium', false, []],
  ] as const)('%s, trial %s blocks by %j while it is active', (product, trial, expected) => {
    expect(reasons(bought(product, trial, '2026-02-01'), free, '2026-01-31T23:59:59Z')).toEqual(expected);
    expect(reasons(bought(product, trial, '2026-02-01'), free, '2025-12-31T23:59:59Z')).toEqual([]);
    expect(reasons(bought(product, trial, '2026-02-01'), free, '2026-02-01T00:00:00Z')).toEqual([]);
    expect(reasons(bought(product, trial, null), free, '2099-01-01T00:00:00Z')).toEqual(expected);
  });
});

describe('namespace_blocked', () => {
  test('blocks without end, or until a day', () => {
    expect(reasons({ blockedUntil: Infinity }, free, '2099-01-01T00:00:00Z')).toEqual(['namespace_blocked']);
    expect(reasons({ blockedUntil: on('2026-12-01') }, free, '2026-11-30T23:59:59.999Z')).toEqual([
      'namespace_blocked',
    ]);
    expect(reasons({ blockedUntil: on('2026-12-01') }, free, '2026-12-01T00:00:00Z')).toEqual([]);
  });
});

describe('plan_not_eligible', () => {
  const applying = (plan: string | null | undefined) => ({ application: { plan, startedAt: [], exempt: false } });
  const noon = '2026-11-21T12:00:00Z';

  test.each(['free', 'default', 'none', '', null])('%j counts as free', (plan) => {
    expect(reasons(applying(plan), free, noon)).toEqual([]);
    expect(reasons(applying(plan), premium, noon)).toEqual(['plan_not_eligible']);
  });

  test('premium is for the type on premium only', () => {
    expect(reasons(applying('premium'), premium, noon)).toEqual([]);
    expect(reasons(applying('premium'), free, noon)).toEqual(['plan_not_eligible']);
  });

  test.each(['ultimate', 'gold', 'bronze', 'ultimate_trial', 'opensource', 'Free'])(
    '%s is refused for every type',
    (plan) => {
      expect(reasons(applying(plan), free, noon)).toEqual(['plan_not_eligible']);
      expect(reasons(applying(plan), premium, noon)).toEqual(['plan_not_eligible']);
    },
  );

  test('is not asked without a plan, nor when nobody applies', () => {
    expect(reasons(applying(undefined), premium, noon)).toEqual([]);
    expect(reasons({}, premium, noon)).toEqual([]);
  });
});

describe('applicant_trial_limit', () => {
  const now = at('2026-11-21T12:00:00Z');
  const started = (...daysAgo: number[]) => ({
    application: { plan: undefined, startedAt: daysAgo.map((days) => now - days * 86_400_000), exempt: false },
  });
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 29];

  test('ten within 30 days are the end', () => {
    expect(reasons(started(...ten), free, '2026-11-21T12:00:00Z')).toEqual(['applicant_trial_limit']);
    expect(reasons(started(...ten.slice(1)), free, '2026-11-21T12:00:00Z')).toEqual([]);
    expect(reasons(started(...ten.slice(1), 30), free, '2026-11-21T12:00:00Z')).toEqual([]);
  });

  test('is free again when the oldest leaves the window, which valid_until says', () => {
    const decision = decider.decide({ ...NO_FACTS, ...started(...ten) }, free, now);
    expect(decision.validUntil).toBe(now + 86_400_000);
  });

  test('does not concern who is exempt', () => {
    const facts = started(...ten);
    expect(reasons({ application: { ...facts.application, exempt: true } }, free, '2026-11-21T12:00:00Z')).toEqual([]);
  });
});

test('no sentence for customers says how abuse is recognised, and every rule has both sentences', () => {
  for (const rule of RULES) {
    expect(rule.customerSentence).toMatch(/\.$/);
    expect(rule.customerSentence).not.toMatch(/limit|e-?mail|address|window|\d|abuse/i);
    expect(rule.sentence(NO_FACTS, free, 0, { max: 10, days: 30 })).toMatch(/\.$/);
  }
});
