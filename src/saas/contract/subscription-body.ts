import { excludesGuests, isUpgradable } from '../subscriptions/plan-facts.ts';
import type { Subscription } from '../subscriptions/subscription.ts';

/** A subscription as the portal reads it; every field is null where the namespace has none. */
export type SubscriptionBody = {
  readonly plan: {
    readonly code: string | null;
    readonly name: string | null;
    readonly trial: boolean | null;
    readonly auto_renew: boolean | null;
    readonly upgradable: boolean | null;
    readonly exclude_guests: boolean | null;
  };
  readonly usage: {
    readonly seats_in_subscription: number | null;
    readonly seats_in_use: number | null;
    readonly max_seats_used: number | null;
    readonly seats_owed: number | null;
  };
  readonly billing: {
    readonly subscription_start_date: string | null;
    readonly subscription_end_date: string | null;
    readonly trial_ends_on: string | null;
  };
};

/** @param today `YYYY-MM-DD`: a subscription that has ended cannot be upgraded. */
export function subscriptionBody(subscription: Subscription | undefined, today: string): SubscriptionBody {
  const plan = subscription?.plan;
  return {
    plan: {
      code: plan?.code ?? null,
      name: plan?.name ?? null,
      trial: subscription?.trial ?? null,
      auto_renew: subscription?.autoRenew ?? null,
      upgradable: subscription ? isUpgradable(subscription, today) : null,
      exclude_guests: subscription ? plan != null && excludesGuests(plan.code) : null,
    },
    usage: {
      seats_in_subscription: subscription?.seats ?? null,
      seats_in_use: subscription?.seatsInUse ?? null,
      max_seats_used: subscription?.maxSeatsUsed ?? null,
      seats_owed: subscription?.seatsOwed ?? null,
    },
    billing: {
      subscription_start_date: subscription?.startDate ?? null,
      subscription_end_date: subscription?.endDate ?? null,
      trial_ends_on: subscription?.trialEndsOn ?? null,
    },
  };
}
