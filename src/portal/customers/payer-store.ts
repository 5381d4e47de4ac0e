import type { Product } from '#domain/purchases/purchase.ts';
import type { Queryable } from '#kit/postgres/pool.ts';

/** A purchase and who pays for it; the ids are null as far as nobody is known. */
export type Payment = {
  readonly namespaceId: number;
  readonly externalId: string;
  readonly product: Product;
  readonly trial: boolean;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly active: boolean;
  readonly customer: string;
  readonly customerId: number | null;
  readonly billingAccountId: number | null;
  readonly zuoraAccountId: string | null;
  readonly zuoraAccountName: string | null;
};

type PaymentRow = {
  namespace_id: number;
  external_id: string;
  product: Product;
  trial: boolean;
  starts_on: string;
  ends_on: string | null;
  active: boolean;
  customer: string;
  customer_id: number | null;
  billing_account_id: number | null;
  zuora_account_id: string | null;
  zuora_account_name: string | null;
};

const TODAY = "(clock_timestamp() AT TIME ZONE 'UTC')::date";

const PAYMENTS = `SELECT namespace_id, external_id, product, trial, starts_on, ends_on, customer,
    starts_on <= ${TODAY} AND (ends_on IS NULL OR ends_on > ${TODAY}) AS active, payer.id AS customer_id,
    billing_accounts.id AS billing_account_id, billing_accounts.zuora_account_id, zuora_account_name
  FROM purchases LEFT JOIN customers AS named ON named.reference = purchases.customer
    LEFT JOIN customers AS payer ON payer.id = coalesce(named.merged_into_id, named.id)
    LEFT JOIN billing_account_memberships ON customer_id = payer.id
    LEFT JOIN billing_accounts ON billing_accounts.id = billing_account_id`;

function toPayment(row: PaymentRow): Payment {
  return {
    namespaceId: row.namespace_id,
    externalId: row.external_id,
    product: row.product,
    trial: row.trial,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    active: row.active,
    customer: row.customer,
    customerId: row.customer_id,
    billingAccountId: row.billing_account_id,
    zuoraAccountId: row.zuora_account_id,
    zuoraAccountName: row.zuora_account_name,
  };
}

/** Who pays for a namespace, and who has paid; what is active first. */
export async function listPaymentsFor(database: Queryable, namespaceId: number): Promise<Payment[]> {
  const { rows } = await database.query<PaymentRow>(
    `${PAYMENTS} WHERE namespace_id = $1 AND customer IS NOT NULL ORDER BY active DESC, starts_on DESC, purchases.id DESC`,
    [namespaceId],
  );
  return rows.map(toPayment);
}

/** What the members of an account have bought, also under the names of customers that were merged into them. */
export async function listPaymentsBy(database: Queryable, billingAccountId: number, limit: number): Promise<Payment[]> {
  const { rows } = await database.query<PaymentRow>(
    `${PAYMENTS} WHERE purchases.customer IN (
       SELECT reference FROM billing_account_memberships AS own
         JOIN customers ON customers.id = own.customer_id OR merged_into_id = own.customer_id
       WHERE own.billing_account_id = $1 AND reference IS NOT NULL)
     ORDER BY active DESC, namespace_id, starts_on DESC LIMIT $2`,
    [billingAccountId, limit],
  );
  return rows.map(toPayment);
}
