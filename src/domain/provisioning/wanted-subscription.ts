import type { Day } from '../time/days.ts';
import type { ProvisionedNamespace, ProvisionedPurchase, ProvisionedTrial } from './provisioned-subject.ts';

/** What a namespace's subscription in saas should be by the portal's records; undefined where they say nothing. */
export type WantedSubscription =
  | { readonly kind: 'trial'; readonly trial: ProvisionedTrial }
  | { readonly kind: 'purchase'; readonly purchase: ProvisionedPurchase }
  | undefined;

export function trialRuns(trial: ProvisionedTrial, today: Day): boolean {
  return !trial.voided && trial.startsOn <= today && today < trial.endsOn;
}

export function purchaseRuns(purchase: ProvisionedPurchase, today: Day): boolean {
  return purchase.startsOn <= today && (purchase.endsOn === null || today < purchase.endsOn);
}

/** Premium and Ultimate are the subscription itself; the Duo products come beside it. */
export function isBaseProduct(purchase: ProvisionedPurchase): boolean {
  return purchase.product === 'ultimate' || purchase.product === 'premium';
}

/** Paid Ultimate goes before a trial, a trial before everything else, because it is what the customer has most of. */
export function wantedSubscription(namespace: ProvisionedNamespace, today: Day): WantedSubscription {
  const bought = namespace.purchases.filter((one) => isBaseProduct(one) && purchaseRuns(one, today));
  const ultimate = bought.find((one) => one.product === 'ultimate' && !one.trial);
  if (ultimate) return { kind: 'purchase', purchase: ultimate };
  const trial = namespace.trials.findLast((one) => trialRuns(one, today));
  if (trial) return { kind: 'trial', trial };
  const other = bought.find((one) => !one.trial) ?? bought[0];
  return other && { kind: 'purchase', purchase: other };
}
