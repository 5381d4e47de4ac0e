import type { Connection } from '#kit/postgres/pool.ts';
import { changeSubscription } from './change-subscription.ts';
import { createSubscription } from './create-subscription.ts';
import type { Problems } from './problems.ts';
import type { Subscription, SubscriptionAttributes } from './subscription.ts';

export type SavedSubscription =
  | { readonly kind: 'saved'; readonly subscription: Subscription }
  | { readonly kind: 'invalid'; readonly problems: Problems };

/**
 * Changes a namespace's subscription, or creates it where there is none.
 * @param connection in a transaction.
 * @param today the start date of a new one where none was sent, as `YYYY-MM-DD`.
 */
export async function saveSubscription(
  connection: Connection,
  namespaceId: number,
  sent: SubscriptionAttributes,
  today: string,
): Promise<SavedSubscription> {
  const changed = await changeSubscription(connection, namespaceId, sent);
  if (changed.kind === 'changed') return { kind: 'saved', subscription: changed.subscription };
  if (changed.kind === 'invalid') return changed;
  const created = await createSubscription(connection, namespaceId, sent, today);
  if (created.kind === 'created') return { kind: 'saved', subscription: created.subscription };
  if (created.kind === 'invalid') return created;
  // Somebody created it between our two looks: it is there now, and nothing here deletes one.
  return saveSubscription(connection, namespaceId, sent, today);
}
