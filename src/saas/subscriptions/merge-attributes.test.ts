import { describe, expect, it } from 'vitest';
import { mergeAttributes, newSubscriptionValues } from './merge-attributes.ts';
import type { Plan, SubscriptionAttributes } from './subscription.ts';

const free: Plan = { id: 2, code: 'free', name: 'Free', nameUid: 2 };
const ultimate: Plan = { id: 7, code: 'ultimate', name: 'Ultimate', nameUid: 7 };
const nothing: SubscriptionAttributes = {
  planCode: undefined,
  startDate: undefined,
  endDate: undefined,
  seats: undefined,
  maxSeatsUsed: undefined,
  autoRenew: undefined,
  trial: undefined,
  trialStartsOn: undefined,
  trialEndsOn: undefined,
  trialExtensionType: undefined,
};
const fresh = newSubscriptionValues(free, '2026-11-21');
const full = {
  plan: free,
  startDate: '2026-01-01',
  endDate: '2027-01-01',
  seats: 5,
  maxSeatsUsed: 4,
  autoRenew: true,
  trial: true,
  trialStartsOn: '2026-02-01',
  trialEndsOn: '2026-03-01',
  trialExtensionType: 1,
} as const;

describe('mergeAttributes', () => {
  it('keeps everything when nothing is sent', () => {
    expect(mergeAttributes(full, nothing, undefined)).toEqual(full);
  });

  it('clears what is null and sets what is sent', () => {
    const cleared = {
      ...nothing,
      startDate: null,
      endDate: null,
      seats: null,
      maxSeatsUsed: null,
      autoRenew: null,
      trial: null,
      trialStartsOn: null,
      trialEndsOn: null,
      trialExtensionType: null,
    };
    const { planCode: _, ...nulls } = cleared;
    expect(mergeAttributes(full, cleared, ultimate)).toEqual({ ...nulls, plan: ultimate });
  });

  it.each([
    ['the start that is sent', { trialStartsOn: '2026-05-05', startDate: '2026-05-01' }, full, '2026-05-05'],
    ['the start date that is sent', { startDate: '2026-05-01' }, full, '2026-05-01'],
    ['the start date that is sent with a null', { trialStartsOn: null, startDate: '2026-05-01' }, full, '2026-05-01'],
    ['the start that is there', {}, full, '2026-02-01'],
    ['the start date that is there', {}, fresh, '2026-11-21'],
    ['the start date that is there, with a null', { trialStartsOn: null }, full, '2026-01-01'],
  ])('starts a trial on %s', (_which, sent, current, start) => {
    expect(mergeAttributes(current, { ...nothing, ...sent, trial: true }, undefined).trialStartsOn).toBe(start);
  });

  it('gives no start to what is not said to be a trial', () => {
    expect(mergeAttributes(fresh, { ...nothing, startDate: '2026-05-01' }, undefined).trialStartsOn).toBeNull();
    expect(mergeAttributes(full, { ...nothing, trialStartsOn: null }, undefined).trialStartsOn).toBeNull();
  });
});
