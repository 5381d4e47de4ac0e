import type { Product } from '../purchases/purchase.ts';
import { dayOf, type Instant, isoOfDay, startOfDay } from '../time/days.ts';
import type { Facts, PurchaseFact } from './facts.ts';
import { NO_PARAMETERS, type Rule } from './rule.ts';

function isOf(purchase: PurchaseFact, product: Product, trial: boolean): boolean {
  return purchase.product === product && purchase.trial === trial;
}

function find(facts: Facts, product: Product, trial: boolean, at: Instant): PurchaseFact | undefined {
  const today = dayOf(at);
  return facts.purchases.find(
    (purchase) =>
      isOf(purchase, product, trial) &&
      purchase.startsOn <= today &&
      (purchase.endsOn === null || today < purchase.endsOn),
  );
}

/** The next day on which a purchase of this kind begins or ends. */
function nextBoundary(facts: Facts, product: Product, trial: boolean, at: Instant): Instant {
  const today = dayOf(at);
  let next = Infinity;
  for (const purchase of facts.purchases) {
    if (!isOf(purchase, product, trial)) continue;
    if (purchase.startsOn > today && purchase.startsOn < next) next = purchase.startsOn;
    if (purchase.endsOn !== null && purchase.endsOn > today && purchase.endsOn < next) next = purchase.endsOn;
  }
  return startOfDay(next);
}

export type ActivePurchaseRule = {
  readonly code: string;
  readonly product: Product;
  readonly trial: boolean;
  /** What it is called in the operator's sentence. */
  readonly name: string;
  readonly customerSentence: string;
};

/** The three rules about purchases are one sentence with other words: *a … is active*. */
export function ruleForActivePurchase({ code, product, trial, name, customerSentence }: ActivePurchaseRule): Rule {
  return {
    code,
    asked: 'always',
    parameters: NO_PARAMETERS,
    blocks: (facts, _trialType, at) => facts.purchases.length > 0 && find(facts, product, trial, at) !== undefined,
    changesAt: (facts, _trialType, at) =>
      facts.purchases.length === 0 ? Infinity : nextBoundary(facts, product, trial, at),
    sentence: (facts, _trialType, at) => {
      const active = find(facts, product, trial, at);
      if (!active) return `No ${name} is active.`;
      const until = active.endsOn === null ? 'without an end date' : `until ${isoOfDay(active.endsOn)}`;
      return `A ${name} is active since ${isoOfDay(active.startsOn)}, ${until}.`;
    },
    customerSentence,
  };
}
