import type { Queryable } from '#kit/postgres/pool.ts';

const GATE = 'purchases';

/**
 * Lets one request at a time change a purchase, so that the namespace it lies in is known before that is locked. Through
 * the gate first: whoever held the purchase and waited for the gate could wait for somebody who waits for the purchase.
 */
export async function lockPurchase(connection: Queryable, externalId: string): Promise<void> {
  await connection.query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [GATE]);
  await connection.query("SELECT pg_advisory_xact_lock(hashtextextended('purchase ' || $1, 0))", [externalId]);
}

/** Keeps every other change of purchases out while many are loaded: their locks would not fit into memory one by one. */
export async function lockAllPurchases(connection: Queryable): Promise<void> {
  await connection.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [GATE]);
}
