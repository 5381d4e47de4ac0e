import type { Queryable } from '#kit/postgres/pool.ts';
import { excludesGuests, FREE_PLAN } from '../subscriptions/plan-facts.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import { findSubscription } from '../subscriptions/subscription-store.ts';
import { countMembers, type MemberCounts } from './member-store.ts';
import type { Namespace } from './namespace.ts';

export type NamespaceDescription = {
  readonly namespace: Namespace;
  readonly subscription: Subscription | undefined;
  readonly planCode: string;
  readonly counts: MemberCounts;
};

/** A namespace with its plan, its subscription and how many people use it. A person's namespace has one. */
export async function describeNamespace(database: Queryable, namespace: Namespace): Promise<NamespaceDescription> {
  const subscription = await findSubscription(database, namespace.id);
  const planCode = subscription?.plan?.code ?? FREE_PLAN;
  const counts =
    namespace.kind === 'user'
      ? { members: 1, billable: 1 }
      : await countMembers(database, namespace.id, excludesGuests(planCode));
  return { namespace, subscription, planCode, counts };
}
