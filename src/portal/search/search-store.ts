import type { Queryable } from '#kit/postgres/pool.ts';

const MOST = 20;

export type Applied = { readonly namespaceId: number; readonly uid: number };

/** Namespaces for which somebody of that address has left a lead or started a trial, the newest first. */
export async function listAppliedByEmail(database: Queryable, emailHash: Buffer): Promise<Applied[]> {
  const { rows } = await database.query<{ namespace_id: number; uid: number }>(
    `SELECT namespace_id, uid FROM (
       SELECT namespace_id, uid, received_at AS at FROM leads WHERE email_hash = $1 AND namespace_id IS NOT NULL
       UNION ALL
       SELECT namespace_id, uid, started_at FROM trials WHERE applicant_email_hash = $1 AND uid IS NOT NULL
     ) AS applied GROUP BY namespace_id, uid ORDER BY max(at) DESC LIMIT ${MOST}`,
    [emailHash],
  );
  return rows.map((row) => ({ namespaceId: row.namespace_id, uid: row.uid }));
}

/**
 * Namespaces of purchases that name this account or have this id at their source, or whose customer belongs to the billing
 * account with this number or id in Zuora; the newest first.
 */
export async function listByAccount(database: Queryable, account: string): Promise<number[]> {
  const { rows } = await database.query<{ namespace_id: number }>(
    `SELECT namespace_id FROM (
       SELECT namespace_id, starts_on FROM purchases WHERE external_id = $1
       UNION ALL
       SELECT namespace_id, starts_on FROM purchases WHERE customer = $1
       UNION ALL
       SELECT namespace_id, starts_on FROM purchases WHERE customer IN (
         SELECT reference FROM billing_accounts
           JOIN billing_account_memberships AS own ON own.billing_account_id = billing_accounts.id
           JOIN customers ON customers.id = own.customer_id OR merged_into_id = own.customer_id
         WHERE (zuora_account_number = $1 OR billing_accounts.zuora_account_id = $1) AND reference IS NOT NULL)
     ) AS bought GROUP BY namespace_id ORDER BY max(starts_on) DESC LIMIT ${MOST}`,
    [account],
  );
  return rows.map((row) => row.namespace_id);
}
