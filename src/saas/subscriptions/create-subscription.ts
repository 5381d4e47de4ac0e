import type { Queryable } from '#kit/postgres/pool.ts';
import { findSubscriptionProblems } from './find-subscription-problems.ts';
import { lookUpPlan } from './look-up-plan.ts';
import { mergeAttributes, newSubscriptionValues } from './merge-attributes.ts';
import { getFreePlan } from './plan-store.ts';
import { hasProblems, type Problems } from './problems.ts';
import type { Subscription, SubscriptionAttributes } from './subscription.ts';
import { getSubscription, insertSubscription } from './subscription-store.ts';

export type CreatedSubscription =
  | { readonly kind: 'created'; readonly subscription: Subscription }
  | { readonly kind: 'exists' }
  | { readonly kind: 'invalid'; readonly problems: Problems };

/**
 * Gives a namespace its subscription; free where no plan was sent. Of several at once one is created, the others are
 * told that there is one. GitLab would replace the older one; here it stays, because a retry must not undo an update.
 * @param today the start date where none was sent, as `YYYY-MM-DD`.
 */
export async function createSubscription(
  database: Queryable,
  namespaceId: number,
  sent: SubscriptionAttributes,
  today: string,
): Promise<CreatedSubscription> {
  const lookedUp = await lookUpPlan(database, sent.planCode);
  if (lookedUp.kind === 'unknown') return { kind: 'invalid', problems: lookedUp.problems };
  const values = mergeAttributes(newSubscriptionValues(await getFreePlan(database), today), sent, lookedUp.plan);
  const problems = findSubscriptionProblems(values);
  if (hasProblems(problems)) return { kind: 'invalid', problems };
  if (!(await insertSubscription(database, namespaceId, values))) return { kind: 'exists' };
  return { kind: 'created', subscription: await getSubscription(database, namespaceId) };
}
