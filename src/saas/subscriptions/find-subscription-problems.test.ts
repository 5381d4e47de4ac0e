import { describe, expect, it } from 'vitest';
import { findSubscriptionProblems } from './find-subscription-problems.ts';
import { newSubscriptionValues } from './merge-attributes.ts';

const values = newSubscriptionValues({ id: 2, code: 'free', name: 'Free', nameUid: 2 }, '2026-11-21');
const trial = { ...values, trial: true, trialStartsOn: '2026-11-21', trialEndsOn: '2026-12-21' };

describe('findSubscriptionProblems', () => {
  it('finds none in a new subscription and in a trial with both dates', () => {
    expect(findSubscriptionProblems(values)).toEqual({});
    expect(findSubscriptionProblems(trial)).toEqual({});
    expect(findSubscriptionProblems({ ...trial, trialEndsOn: '2026-11-22' })).toEqual({});
  });

  it('needs seats and a start date, unless they were blank before', () => {
    const blank = { ...values, seats: null, startDate: null };
    expect(findSubscriptionProblems(blank)).toEqual({ seats: ["can't be blank"], startDate: ["can't be blank"] });
    expect(findSubscriptionProblems(blank, values)).toHaveProperty('seats');
    expect(findSubscriptionProblems(blank, blank)).toEqual({});
  });

  it('needs both dates of a trial, in their order', () => {
    expect(findSubscriptionProblems({ ...trial, trialStartsOn: null, trialEndsOn: null })).toEqual({
      trialStartsOn: ["can't be blank"],
      trialEndsOn: ["can't be blank"],
    });
    for (const trialEndsOn of ['2026-11-21', '2026-11-20', '2025-12-31']) {
      expect(findSubscriptionProblems({ ...trial, trialEndsOn })).toEqual({
        trialEndsOn: ['must be later than the start of the trial, 2026-11-21'],
      });
    }
  });

  it('does not judge the dates of what is no trial', () => {
    for (const no of [false, null]) {
      expect(findSubscriptionProblems({ ...trial, trial: no, trialEndsOn: '2020-01-01' })).toEqual({});
    }
  });
});
