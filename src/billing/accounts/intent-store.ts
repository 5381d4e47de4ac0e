import type { Connection, Queryable } from '#kit/postgres/pool.ts';

export type NewIntents = {
  readonly customerIds: readonly number[];
  /** Why: what the histories say. */
  readonly cause: string;
  readonly requestId: string | null;
};

// Nobody else locks these rows; only a lock on the whole table could make anybody wait.
const BOUNDED = "SET LOCAL lock_timeout = '250ms'; SET LOCAL statement_timeout = '500ms'";
const AS_BEFORE = 'SET LOCAL lock_timeout TO DEFAULT; SET LOCAL statement_timeout TO DEFAULT';

/** Notes, in the transaction that changes customers, whose membership has to be brought in step. Waits 500 ms at most. */
export async function insertIntents(connection: Connection, { customerIds, cause, requestId }: NewIntents) {
  // Not waited for: they travel with the statements beside them, and fail with them.
  connection.query(BOUNDED).catch(() => {});
  await connection.query(
    `INSERT INTO billing_intents (customer_id, cause, request_id)
     SELECT customer_id, $2, $3 FROM unnest($1::bigint[]) AS customer_id`,
    [customerIds, cause, requestId],
  );
  connection.query(AS_BEFORE).catch(() => {});
}

/** Notes customers whose membership was found not to match; those that are noted already are left out. */
export async function insertMissingIntents(
  database: Queryable,
  customerIds: readonly number[],
  cause: string,
): Promise<void> {
  await database.query(
    `INSERT INTO billing_intents (customer_id, cause, due_at)
     SELECT customer_id, $2, clock_timestamp() FROM unnest($1::bigint[]) AS customer_id
     WHERE NOT EXISTS (SELECT FROM billing_intents AS known WHERE known.customer_id = customer_id.customer_id)`,
    [customerIds, cause],
  );
}

export async function deleteIntents(connection: Queryable, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await connection.query('DELETE FROM billing_intents WHERE id = ANY ($1::bigint[])', [ids]);
}

/** Customers who have waited long enough, those first who have waited longest. */
export async function listDueCustomers(database: Queryable, limit: number): Promise<number[]> {
  const { rows } = await database.query<{ customer_id: number }>(
    `SELECT customer_id FROM billing_intents WHERE due_at <= clock_timestamp()
     GROUP BY customer_id ORDER BY min(due_at) LIMIT $1`,
    [limit],
  );
  return rows.map((row) => row.customer_id);
}

/** Puts a customer's intents off: 1 s, 2 s, 4 s, … at most 10 minutes. */
export async function postponeIntents(database: Queryable, customerId: number, error: string): Promise<void> {
  await database.query(
    `UPDATE billing_intents SET attempts = attempts + 1, last_error = $2,
       due_at = clock_timestamp() + least(power(2, least(attempts, 10)), 600) * interval '1 second'
     WHERE customer_id = $1`,
    [customerId, error],
  );
}

/** Puts a customer's intents off for whom the flag is off just now: it may be on again at any time. */
export async function deferIntents(database: Queryable, customerId: number): Promise<void> {
  await database.query(
    "UPDATE billing_intents SET due_at = clock_timestamp() + interval '5 seconds' WHERE customer_id = $1",
    [customerId],
  );
}

export type WaitingIntents = { readonly count: number; readonly oldestSeconds: number };

export async function countIntents(database: Queryable): Promise<WaitingIntents> {
  const { rows } = await database.query<{ count: number; oldest: number }>(
    `SELECT count(*) AS count, coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0)::float8 AS oldest
     FROM billing_intents`,
  );
  return { count: rows[0]?.count ?? 0, oldestSeconds: rows[0]?.oldest ?? 0 };
}
