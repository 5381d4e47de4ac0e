import { isoOfDay } from '../time/days.ts';
import type { ProvisionedPurchase, ProvisionedTrial, SaasSubscription } from './provisioned-subject.ts';

/** The body of a PUT or POST of a namespace's subscription, in saas' own words. */
export type SubscriptionMessage = Readonly<Record<string, string | number | boolean | null>>;

const TRIAL_PLANS = new Set(['ultimate_trial', 'ultimate_trial_paid_customer']);
/** GitLab's column holds no "without end". */
const WITHOUT_END = '2099-12-31';

/** True for the plans that only our trials give. */
export function isTrialPlan(planCode: string | null): boolean {
  return planCode !== null && TRIAL_PLANS.has(planCode);
}

function trialPlanFrom(kept: SaasSubscription | null): string {
  return kept?.planCode === 'premium' ? 'ultimate_trial_paid_customer' : 'ultimate_trial';
}

/** A trial begins. */
export function startMessage(trial: ProvisionedTrial, kept: SaasSubscription | null): SubscriptionMessage {
  const startsOn = isoOfDay(trial.startsOn);
  const endsOn = isoOfDay(trial.endsOn);
  return {
    plan_code: trialPlanFrom(kept),
    trial: true,
    start_date: startsOn,
    end_date: endsOn,
    trial_starts_on: startsOn,
    trial_ends_on: endsOn,
  };
}

/** A running trial's end has moved. */
export function extendMessage(trial: ProvisionedTrial): SubscriptionMessage {
  const endsOn = isoOfDay(trial.endsOn);
  return { end_date: endsOn, trial_ends_on: endsOn, trial_extension_type: 1 };
}

/** A trial is over: back to what was before. `trial_ends_on` stays, because saas shows when the last trial ended. */
export function endMessage(trial: { readonly startsOn: number }, kept: SaasSubscription | null): SubscriptionMessage {
  return {
    plan_code: kept?.planCode ?? 'free',
    trial: false,
    start_date: kept?.startDate ?? isoOfDay(trial.startsOn),
    end_date: kept?.endDate ?? null,
  };
}

/** Premium or Ultimate as bought. */
export function purchaseMessage(purchase: ProvisionedPurchase): SubscriptionMessage {
  const startsOn = isoOfDay(purchase.startsOn);
  const endsOn = purchase.endsOn === null ? null : isoOfDay(purchase.endsOn);
  const dates = { start_date: startsOn, end_date: endsOn, seats: purchase.quantity };
  if (!purchase.trial) return { plan_code: purchase.product, trial: false, ...dates };
  const trialDates = { trial_starts_on: startsOn, trial_ends_on: endsOn ?? WITHOUT_END };
  return { plan_code: `${purchase.product}_trial`, trial: true, ...dates, ...trialDates };
}

export type AddOnMessage = {
  readonly provision: {
    readonly add_on_purchases: Readonly<Record<string, readonly Readonly<Record<string, string | number | boolean>>[]>>;
  };
};

function addOn(name: string, purchase: Record<string, string | number | boolean>): AddOnMessage {
  return { provision: { add_on_purchases: { [name]: [purchase] } } };
}

/** The add-on that comes with a trial; with the day on which it ends, which an early end moves to that day. */
export function trialAddOnMessage(name: string, trial: ProvisionedTrial, expiresOn: number): AddOnMessage {
  return addOn(name, {
    quantity: 1,
    started_on: isoOfDay(trial.startsOn),
    expires_on: isoOfDay(expiresOn),
    purchase_xid: `trial-${trial.id}`,
    trial: true,
  });
}

/** A Duo product as bought. */
export function addOnPurchaseMessage(purchase: ProvisionedPurchase): AddOnMessage {
  return addOn(purchase.product, {
    quantity: purchase.quantity,
    started_on: isoOfDay(purchase.startsOn),
    expires_on: purchase.endsOn === null ? WITHOUT_END : isoOfDay(purchase.endsOn),
    purchase_xid: purchase.externalId,
    trial: purchase.trial,
  });
}
