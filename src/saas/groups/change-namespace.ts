import type { Connection } from '#kit/postgres/pool.ts';
import type { Problems } from '../subscriptions/problems.ts';
import { saveSubscription } from '../subscriptions/save-subscription.ts';
import type { SubscriptionAttributes } from '../subscriptions/subscription.ts';
import type { ComputeMinutes, PurchasedStorage } from './namespace.ts';
import { upsertPurchasedStorage } from './namespace-limit-store.ts';
import { updateComputeMinutes } from './namespace-store.ts';

export type NamespaceAttributes = ComputeMinutes &
  PurchasedStorage & { readonly subscription: SubscriptionAttributes | undefined };

export type ChangedNamespace =
  | { readonly kind: 'changed' }
  | { readonly kind: 'invalid'; readonly subscriptionProblems: Problems };

/**
 * Changes a namespace's limits and, where sent, its subscription, which is created if there is none. All or nothing:
 * the subscription goes first, because only it can still be refused.
 * @param connection in a transaction.
 * @param today the start date of a new subscription where none was sent, as `YYYY-MM-DD`.
 */
export async function changeNamespace(
  connection: Connection,
  namespaceId: number,
  sent: NamespaceAttributes,
  today: string,
): Promise<ChangedNamespace> {
  if (sent.subscription !== undefined) {
    const saved = await saveSubscription(connection, namespaceId, sent.subscription, today);
    if (saved.kind === 'invalid') return { kind: 'invalid', subscriptionProblems: saved.problems };
  }
  if (sent.sharedRunnersMinutesLimit !== undefined || sent.extraSharedRunnersMinutesLimit !== undefined) {
    await updateComputeMinutes(connection, namespaceId, sent);
  }
  if (sent.additionalPurchasedStorageSize !== undefined || sent.additionalPurchasedStorageEndsOn !== undefined) {
    await upsertPurchasedStorage(connection, namespaceId, sent);
  }
  return { kind: 'changed' };
}
