import type { Connection, Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { getVersion, lockNamespaces } from '../namespaces/lock-namespaces.ts';
import { queueNamespaces } from '../provisioning/queue-namespaces.ts';
import { lockPurchase } from './lock-purchases.ts';
import type { Purchase, PurchaseContent, SentPurchase } from './purchase.ts';
import { findPurchase, isOutdated, upsertConfirmation, upsertPurchase } from './purchase-store.ts';
import { queueOtherPurchases, queuePurchases } from './queue-purchases.ts';

/** What recording has led to. */
export type RecordedPurchase = {
  /** False when something newer was kept instead. */
  readonly applied: boolean;
  /** The purchase as it is kept now. */
  readonly purchase: Purchase;
  /** Of the namespace that it lies in. */
  readonly version: number;
};

/**
 * Records a purchase as its source sends it, once or many times, in any order: what the source said last is kept. The
 * same content again changes nothing; another one bumps the version of its namespace, of both when it moves.
 */
export function recordPurchase(database: Pool, sent: SentPurchase): Promise<RecordedPurchase> {
  return inTransaction(database, async (connection) => {
    await connection.query("SELECT set_config('trialgate.cause', 'purchase_recorded', true)");
    await lockPurchase(connection, sent.externalId);
    const kept = await findPurchase(connection, sent.externalId);
    const applied = !kept || !(await isOutdated(connection, sent));
    if (kept && applied && isSame(kept, sent)) await upsertConfirmation(connection, kept.id, sent.updatedAt);
    else if (applied) await change(connection, kept, sent);
    const purchase = (await findPurchase(connection, sent.externalId)) as Purchase;
    return { applied, purchase, version: await getVersion(connection, purchase.namespaceId) };
  });
}

const CONTENT = ['namespaceId', 'product', 'trial', 'startsOn', 'endsOn', 'quantity', 'customer'] as const;

function isSame(one: PurchaseContent, other: PurchaseContent): boolean {
  return CONTENT.every((name) => one[name] === other[name]);
}

async function change(connection: Connection, kept: Purchase | undefined, sent: SentPurchase): Promise<void> {
  const namespaceIds = [...new Set([kept?.namespaceId ?? sent.namespaceId, sent.namespaceId])].sort((a, b) => a - b);
  await lockNamespaces(connection, namespaceIds);
  const id = await upsertPurchase(connection, sent);
  await queuePurchases(connection, [id]);
  if (kept && (namespaceIds.length > 1 || kept.product !== sent.product)) {
    await queueOtherPurchases(connection, namespaceIds, [id]);
  }
  await queueNamespaces(connection, namespaceIds);
}
