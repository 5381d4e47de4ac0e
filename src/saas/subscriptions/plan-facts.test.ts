import { describe, expect, it } from 'vitest';
import { excludesGuests, isUpgradable } from './plan-facts.ts';
import type { Subscription } from './subscription.ts';

const premium: Subscription = {
  id: 1,
  namespaceId: 1,
  plan: { id: 5, code: 'premium', name: 'Premium', nameUid: 5 },
  startDate: '2026-01-01',
  endDate: '2027-01-01',
  seats: 5,
  maxSeatsUsed: 0,
  maxSeatsUsedChangedAt: null,
  seatsInUse: 0,
  seatsOwed: 0,
  autoRenew: null,
  trial: false,
  trialStartsOn: null,
  trialEndsOn: null,
  trialExtensionType: null,
};

describe('isUpgradable', () => {
  const on = (code: string) => ({ ...premium, plan: { id: 1, code, name: code, nameUid: null } });

  it('is what is paid, runs, and is not at the top', () => {
    expect(isUpgradable(premium, '2026-11-21')).toBe(true);
    expect(isUpgradable({ ...premium, endDate: null }, '2026-11-21')).toBe(true);
    expect(isUpgradable(premium, '2027-01-01')).toBe(true);
  });

  it.each<[string, Subscription]>([
    ['free', on('free')],
    ['default', on('default')],
    ['ultimate', on('ultimate')],
    ['gold', on('gold')],
    ['open source', on('opensource')],
    ['no plan', { ...premium, plan: null }],
    ['a trial', { ...premium, trial: true }],
    ['no seats', { ...premium, seats: 0 }],
    ['unknown seats', { ...premium, seats: null }],
    ['ended', { ...premium, endDate: '2026-11-20' }],
  ])('is not: %s', (_what, subscription) => {
    expect(isUpgradable(subscription, '2026-11-21')).toBe(false);
  });
});

it('excludes guests on the plans where they are free', () => {
  expect(['gold', 'ultimate', 'ultimate_trial'].every(excludesGuests)).toBe(true);
  expect(['free', 'premium', 'default', ''].some(excludesGuests)).toBe(false);
});
