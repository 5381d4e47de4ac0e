import type { Queryable } from '#kit/postgres/pool.ts';
import type { AddOnPurchase } from './add-on-purchase.ts';

// Everybody on GitLab.com is in the first organization, and the column must not be empty.
const ORGANIZATION_ID = 1;

/** Changes a namespace's purchase of an add-on; without seats the old ones stay. @returns false when there is none. */
export async function updateAddOnPurchase(
  database: Queryable,
  namespaceId: number,
  purchase: AddOnPurchase,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE subscription_add_on_purchases p SET updated_at = clock_timestamp(), subscription_add_on_uid = a.name,
       quantity = coalesce(nullif($3, 0), quantity), started_at = $4, expires_on = $5,
       purchase_xid = coalesce($6, purchase_xid), trial = $7
     FROM subscription_add_ons a
     WHERE a.name = $1 AND p.subscription_add_on_id = a.id AND p.namespace_id = $2`,
    columnsOf(namespaceId, purchase),
  );
  return rowCount === 1;
}

/** Writes a namespace's purchase of an add-on, of which it has at most one, whoever came first. */
export async function upsertAddOnPurchase(
  database: Queryable,
  namespaceId: number,
  purchase: AddOnPurchase & { readonly purchaseXid: string },
): Promise<void> {
  await database.query(
    `INSERT INTO subscription_add_on_purchases (created_at, updated_at, subscription_add_on_id,
       subscription_add_on_uid, namespace_id, quantity, started_at, expires_on, purchase_xid, trial, organization_id)
     SELECT clock_timestamp(), clock_timestamp(), id, name, $2, $3, $4, $5, $6, $7, ${ORGANIZATION_ID}
     FROM subscription_add_ons WHERE name = $1
     ON CONFLICT (subscription_add_on_id, namespace_id) WHERE namespace_id IS NOT NULL DO UPDATE SET
       updated_at = excluded.updated_at, subscription_add_on_uid = excluded.subscription_add_on_uid,
       quantity = excluded.quantity, started_at = excluded.started_at, expires_on = excluded.expires_on,
       purchase_xid = excluded.purchase_xid, trial = excluded.trial`,
    columnsOf(namespaceId, purchase),
  );
}

function columnsOf(namespaceId: number, purchase: AddOnPurchase): (string | number | boolean | null)[] {
  const { addOnUid, quantity, startedOn, expiresOn, purchaseXid, trial } = purchase;
  return [addOnUid, namespaceId, quantity, startedOn, expiresOn, purchaseXid ?? null, trial];
}
