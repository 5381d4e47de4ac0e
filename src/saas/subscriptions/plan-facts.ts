import type { Subscription } from './subscription.ts';

/** What no subscription, and a `plan_code` of null, mean. */
export const FREE_PLAN = 'free';

const paidHostedPlans = new Set([
  'bronze',
  'silver',
  'premium',
  'gold',
  'ultimate',
  'ultimate_trial',
  'ultimate_trial_paid_customer',
  'premium_trial',
  'opensource',
]);
const topPlans = new Set(['gold', 'ultimate', 'opensource']);
const plansWithFreeGuests = new Set(['gold', 'ultimate', 'ultimate_trial']);

/** True when there is a higher plan that this paid, running subscription could move to. `today` as `YYYY-MM-DD`. */
export function isUpgradable({ plan, trial, seats, endDate }: Subscription, today: string): boolean {
  if (plan === null || topPlans.has(plan.code) || !paidHostedPlans.has(plan.code)) return false;
  return !trial && (seats ?? 0) > 0 && (endDate === null || endDate >= today);
}

/** True when guests take no seat on that plan. */
export function excludesGuests(planCode: string): boolean {
  return plansWithFreeGuests.has(planCode);
}
