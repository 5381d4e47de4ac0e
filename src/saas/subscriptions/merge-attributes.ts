import type { Plan, SubscriptionAttributes, SubscriptionValues } from './subscription.ts';

/** What a subscription starts from when nothing is sent. `today` as `YYYY-MM-DD`. */
export function newSubscriptionValues(free: Plan, today: string): SubscriptionValues {
  return {
    plan: free,
    startDate: today,
    endDate: null,
    seats: 0,
    maxSeatsUsed: 0,
    autoRenew: null,
    trial: false,
    trialStartsOn: null,
    trialEndsOn: null,
    trialExtensionType: null,
  };
}

/**
 * The values after a call: an absent attribute keeps what is there, an explicit null clears it.
 * @param plan the plan that was sent, already looked up; undefined when none was.
 */
export function mergeAttributes(
  current: SubscriptionValues,
  sent: SubscriptionAttributes,
  plan: Plan | undefined,
): SubscriptionValues {
  const merged = {
    plan: plan ?? current.plan,
    startDate: sentOr(sent.startDate, current.startDate),
    endDate: sentOr(sent.endDate, current.endDate),
    seats: sentOr(sent.seats, current.seats),
    maxSeatsUsed: sentOr(sent.maxSeatsUsed, current.maxSeatsUsed),
    autoRenew: sentOr(sent.autoRenew, current.autoRenew),
    trial: sentOr(sent.trial, current.trial),
    trialEndsOn: sentOr(sent.trialEndsOn, current.trialEndsOn),
    trialExtensionType: sentOr(sent.trialExtensionType, current.trialExtensionType),
  };
  return { ...merged, trialStartsOn: trialStart(current, sent, merged.startDate) };
}

/**
 * A call that makes it a trial without saying since when means the start date that it sends. Where it sends none
 * either, a running trial keeps its start, because extending one must not move it.
 */
function trialStart(
  current: SubscriptionValues,
  sent: SubscriptionAttributes,
  startDate: string | null,
): string | null {
  const kept = sentOr(sent.trialStartsOn, current.trialStartsOn);
  if (sent.trial !== true) return kept;
  return sent.trialStartsOn ?? sent.startDate ?? kept ?? startDate;
}

function sentOr<T>(sent: T | undefined, current: T): T {
  return sent === undefined ? current : sent;
}
