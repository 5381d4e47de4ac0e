import type { Connection } from '#kit/postgres/pool.ts';
import { findSubscriptionProblems } from './find-subscription-problems.ts';
import { lookUpPlan } from './look-up-plan.ts';
import { mergeAttributes } from './merge-attributes.ts';
import { hasProblems, type Problems } from './problems.ts';
import type { Subscription, SubscriptionAttributes } from './subscription.ts';
import { insertUpdateHistory } from './subscription-history-store.ts';
import { findSubscriptionForUpdate, getSubscription, updateSubscription } from './subscription-store.ts';
import { trackedChanged } from './tracked-changed.ts';

export type ChangedSubscription =
  | { readonly kind: 'changed'; readonly subscription: Subscription }
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid'; readonly problems: Problems };

/**
 * Changes what was sent of a namespace's subscription and leaves the rest. The previous values go to the history when a
 * tracked one changes; the row is locked meanwhile, so that of two changes at once none loses its history.
 * @param connection in a transaction.
 */
export async function changeSubscription(
  connection: Connection,
  namespaceId: number,
  sent: SubscriptionAttributes,
): Promise<ChangedSubscription> {
  const before = await findSubscriptionForUpdate(connection, namespaceId);
  if (before === undefined) return { kind: 'missing' };
  const lookedUp = await lookUpPlan(connection, sent.planCode);
  if (lookedUp.kind === 'unknown') return { kind: 'invalid', problems: lookedUp.problems };
  const after = mergeAttributes(before, sent, lookedUp.plan);
  const problems = findSubscriptionProblems(after, before);
  if (hasProblems(problems)) return { kind: 'invalid', problems };
  if (trackedChanged(before, after)) await insertUpdateHistory(connection, namespaceId);
  await updateSubscription(connection, namespaceId, after);
  return { kind: 'changed', subscription: await getSubscription(connection, namespaceId) };
}
