import type { Queryable } from '#kit/postgres/pool.ts';

/** Notes that a customer has met the flag, in the transaction that has followed their update. */
export async function upsertMetCustomer(connection: Queryable, customerId: number): Promise<void> {
  await connection.query(
    `INSERT INTO billing_met_customers (customer_id) VALUES ($1)
     ON CONFLICT (customer_id) DO UPDATE SET last_at = excluded.last_at`,
    [customerId],
  );
}

/** How many customers have met it since then; each counts once, however often they were updated. */
export async function countMetCustomers(database: Queryable, since: Date): Promise<number> {
  const { rows } = await database.query<{ met: number }>(
    'SELECT count(*)::float8 AS met FROM billing_met_customers WHERE last_at >= $1',
    [since],
  );
  return rows[0]?.met ?? 0;
}
