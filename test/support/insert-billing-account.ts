import type { Pool } from '#kit/postgres/pool.ts';

export type InsertedAccount = { readonly accountId: number; readonly customerId: number };

/** A customer of that reference who belongs to an account of that number, whose id in Zuora is `zuora-<number>`. */
export async function insertBillingAccount(
  database: Pool,
  reference: string,
  accountNumber: string,
): Promise<InsertedAccount> {
  const zuoraId = `zuora-${accountNumber}`;
  const { rows } = await database.query<{ customer: number; account: number }>(
    `WITH account AS (INSERT INTO billing_accounts (zuora_account_id, zuora_account_number, zuora_account_name, status)
         VALUES ($2, $3, $1 || ' Ltd', 'Active') RETURNING id),
       customer AS (INSERT INTO customers (reference, email, name, zuora_account_id, zuora_account_set_at)
         VALUES ($1, $1 || '@example.com', $1, $2, clock_timestamp()) RETURNING id),
       membership AS (INSERT INTO billing_account_memberships (customer_id, billing_account_id, cause)
         SELECT customer.id, account.id, 'order' FROM customer, account)
     SELECT customer.id AS customer, account.id AS account FROM customer, account`,
    [reference, zuoraId, accountNumber],
  );
  return { accountId: rows[0]?.account ?? 0, customerId: rows[0]?.customer ?? 0 };
}
