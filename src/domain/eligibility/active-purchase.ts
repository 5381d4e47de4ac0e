import type { Product } from '../purchases/purchase.ts';
import { dayOf, type Instant, isoOfDay, startOfDay } from '../time/days.ts';
import type { Facts, PurchaseFact } from './facts.ts';
import { NO_PARAMETERS, type Rule } from './rule.ts';

function find(facts: Facts, product: Product, trial: boolean, at: Instant): PurchaseFact | undefined {
  const { purchases } = facts;
  const today = dayOf(at);
  // An index, because this runs a million times a second and `find` would make a closure each time.
  for (let place = 0; place < purchases.length; place++) {
    const purchase = purchases[place] as PurchaseFact;
    if (purchase.product !== product || purchase.trial !== trial) continue;
    if (purchase.startsOn <= today && (purchase.endsOn === null || today < purchase.endsOn)) return purchase;
  }
  return undefined;
}

/** The next day on which a purchase of this kind begins or ends. */
function nextBoundary(facts: Facts, product: Product, trial: boolean, at: Instant): Instant {
  const today = dayOf(at);
  let next = Infinity;
  const { purchases } = facts;
  for (let place = 0; place < purchases.length; place++) {
    const purchase = purchases[place] as PurchaseFact;
    if (purchase.product !== product || purchase.trial !== trial) continue;
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
    about: 'namespace',
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
