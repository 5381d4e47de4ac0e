import type { Product } from '#domain/purchases/purchase.ts';
import type { Connection, Queryable } from '#kit/postgres/pool.ts';
import type { ProvisioningState } from '../trials/trial.ts';
import type { Purchase, SentPurchase } from './purchase.ts';

type PurchaseRow = {
  id: number;
  external_id: string;
  namespace_id: number;
  product: Product;
  trial: boolean;
  starts_on: string;
  ends_on: string | null;
  quantity: number;
  customer: string | null;
  updated_at: Date;
  recorded_at: Date;
  state: ProvisioningState | null;
};

function toPurchase(row: PurchaseRow): Purchase {
  return {
    id: row.id,
    externalId: row.external_id,
    namespaceId: row.namespace_id,
    product: row.product,
    trial: row.trial,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    quantity: row.quantity,
    customer: row.customer,
    updatedAt: row.updated_at,
    recordedAt: row.recorded_at,
    // Imported history that was over long ago is no concern of saas any more.
    state: row.state ?? 'delivered',
  };
}

const UPDATED_AT = 'greatest(purchases.source_updated_at, purchase_confirmations.source_updated_at)';
const FROM = `FROM purchases LEFT JOIN purchase_confirmations ON purchase_confirmations.purchase_id = purchases.id
  LEFT JOIN provisionings ON provisionings.purchase_id = purchases.id`;
const COLUMNS = `purchases.id, external_id, purchases.namespace_id, product, trial, starts_on, ends_on, quantity, customer,
  ${UPDATED_AT} AS updated_at, recorded_at, provisionings.state`;

export async function findPurchase(database: Queryable, externalId: string): Promise<Purchase | undefined> {
  const { rows } = await database.query<PurchaseRow>(`SELECT ${COLUMNS} ${FROM} WHERE external_id = $1`, [externalId]);
  return rows[0] && toPurchase(rows[0]);
}

/** Every purchase of a namespace, those that are over too, oldest first. */
export async function listPurchases(database: Queryable, namespaceId: number): Promise<Purchase[]> {
  const { rows } = await database.query<PurchaseRow>(
    `SELECT ${COLUMNS} ${FROM} WHERE purchases.namespace_id = $1 ORDER BY starts_on, purchases.id`,
    [namespaceId],
  );
  return rows.map(toPurchase);
}

/** True when the source has said something about the kept purchase later than `updatedAt`; to the microsecond. */
export async function isOutdated(connection: Connection, sent: SentPurchase): Promise<boolean> {
  const { rows } = await connection.query(`SELECT ${FROM} WHERE external_id = $1 AND ${UPDATED_AT} > $2::timestamptz`, [
    sent.externalId,
    sent.updatedAt,
  ]);
  return rows.length > 0;
}

/** Writes a purchase as sent. @returns its id. */
export async function upsertPurchase(connection: Connection, sent: SentPurchase): Promise<number> {
  const { rows } = await connection.query<{ id: number }>(
    `INSERT INTO purchases
       (external_id, namespace_id, product, trial, starts_on, ends_on, quantity, customer, source_updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (external_id) DO UPDATE SET namespace_id = excluded.namespace_id, product = excluded.product,
       trial = excluded.trial, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
       quantity = excluded.quantity, customer = excluded.customer, source_updated_at = excluded.source_updated_at
     RETURNING id`,
    [
      sent.externalId,
      sent.namespaceId,
      sent.product,
      sent.trial,
      sent.startsOn,
      sent.endsOn,
      sent.quantity,
      sent.customer,
      sent.updatedAt,
    ],
  );
  return rows[0]?.id ?? 0;
}

/** Notes that the source has said the same again, at a later time. */
export async function upsertConfirmation(connection: Connection, id: number, updatedAt: string): Promise<void> {
  await connection.query(
    `INSERT INTO purchase_confirmations AS known (purchase_id, source_updated_at) VALUES ($1, $2)
     ON CONFLICT (purchase_id) DO UPDATE
       SET source_updated_at = greatest(known.source_updated_at, excluded.source_updated_at)`,
    [id, updatedAt],
  );
}
