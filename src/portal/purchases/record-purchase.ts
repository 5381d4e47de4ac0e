import type { CustomerUpdates, NoteCustomer } from '#billing/customers/customer-updates.ts';
import { findOrMakeCustomer } from '#billing/customers/find-named-customer.ts';
import { setZuoraAccount } from '#billing/customers/set-zuora-account.ts';
import type { Connection } from '#kit/postgres/pool.ts';
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
 * same content again changes nothing; another one bumps the version of its namespace, of both when it moves. The customer
 * that it names is made where there is none, and set to the Zuora account that it names.
 */
export function recordPurchase(
  updates: CustomerUpdates,
  sent: SentPurchase,
  requestId: string | null = null,
): Promise<RecordedPurchase> {
  const work = async (connection: Connection, note: NoteCustomer) => {
    await connection.query("SELECT set_config('trialgate.cause', 'purchase_recorded', true)");
    await lockPurchase(connection, sent.externalId);
    const kept = await findPurchase(connection, sent.externalId);
    const applied = !kept || !(await isOutdated(connection, sent));
    if (kept && applied && isSame(kept, sent)) await upsertConfirmation(connection, kept.id, sent.updatedAt);
    else if (applied) await change(connection, kept, sent);
    if (applied) await nameCustomer(connection, note, sent);
    const purchase = (await findPurchase(connection, sent.externalId)) as Purchase;
    return { applied, purchase, version: await getVersion(connection, purchase.namespaceId) };
  };
  return updates.run({ cause: 'order', requestId, work });
}

async function nameCustomer(
  connection: Connection,
  note: NoteCustomer,
  { customer: reference, zuoraAccountId }: SentPurchase,
) {
  const customer = reference === null ? undefined : await findOrMakeCustomer(connection, reference);
  if (!customer || zuoraAccountId === undefined) return;
  await setZuoraAccount(connection, note, { customerId: customer.id, zuoraAccountId });
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
