import type { SubscriptionValues } from './subscription.ts';

/**
 * True when a call changes something that the history keeps; the plan by its id. GitLab tracks every attribute that
 * this API can set.
 */
export function trackedChanged(before: SubscriptionValues, after: SubscriptionValues): boolean {
  return (
    before.plan?.id !== after.plan?.id ||
    before.startDate !== after.startDate ||
    before.endDate !== after.endDate ||
    before.seats !== after.seats ||
    before.maxSeatsUsed !== after.maxSeatsUsed ||
    before.autoRenew !== after.autoRenew ||
    before.trial !== after.trial ||
    before.trialStartsOn !== after.trialStartsOn ||
    before.trialEndsOn !== after.trialEndsOn ||
    before.trialExtensionType !== after.trialExtensionType
  );
}
