import type { Connection, Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { findOrInsertAccount } from './account-store.ts';
import { askToReadAccounts } from './ask-to-read-accounts.ts';
import { deleteIntents } from './intent-store.ts';
import { deleteMembership, upsertMembership } from './membership-store.ts';
import { upsertMetCustomer } from './met-customer-store.ts';

/** What was done to a membership to bring it in step. */
export type Converged = 'joined' | 'moved' | 'left' | 'unchanged';

type Reading = {
  readonly zuora_account_id: string | null;
  readonly wanted_id: number | null;
  readonly kept_id: number | null;
  readonly intent_ids: readonly number[];
};

/**
 * Brings a customer's membership in step with the Zuora account that the customer has now. Under the membership's lock
 * one statement reads the customer and the intents: an intent that it does not see belongs to a change that it does not
 * see either, and stays for the next one. The customer's row is not locked, so that no update ever waits for this.
 * @param cause for the histories.
 */
export function convergeCustomer(database: Pool, customerId: number, cause: string): Promise<Converged> {
  return inTransaction(database, async (connection) => {
    const reading = await lockAndRead(connection, customerId, cause);
    const outcome = await bringInStep(connection, customerId, reading, cause);
    await deleteIntents(connection, reading.intent_ids);
    await upsertMetCustomer(connection, customerId);
    return outcome;
  });
}

async function lockAndRead(connection: Connection, customerId: number, cause: string): Promise<Reading> {
  const bounded = connection.query("SET LOCAL lock_timeout = '2s'");
  bounded.catch(() => {});
  const locked = connection.query(
    `SELECT set_config('trialgate.cause', $2, true), pg_advisory_xact_lock(hashtextextended('membership ' || $1, 0))`,
    [String(customerId), cause],
  );
  locked.catch(() => {});
  const { rows } = await connection.query<Reading>(
    `SELECT customers.zuora_account_id, billing_accounts.id AS wanted_id, kept.billing_account_id AS kept_id,
       (SELECT coalesce(jsonb_agg(id), '[]') FROM billing_intents WHERE customer_id = $1) AS intent_ids
     FROM (SELECT $1::bigint AS id) AS asked LEFT JOIN customers USING (id)
       LEFT JOIN billing_accounts USING (zuora_account_id)
       LEFT JOIN billing_account_memberships AS kept ON kept.customer_id = asked.id`,
    [customerId],
  );
  await Promise.all([bounded, locked]);
  return rows[0] as Reading;
}

async function bringInStep(
  connection: Connection,
  customerId: number,
  { zuora_account_id: zuoraAccountId, wanted_id: wantedId, kept_id: keptId }: Reading,
  cause: string,
): Promise<Converged> {
  if (zuoraAccountId === null) {
    if (keptId === null) return 'unchanged';
    await deleteMembership(connection, customerId);
    return 'left';
  }
  if (keptId !== null && keptId === wantedId) return 'unchanged';
  let accountId = wantedId;
  if (accountId === null) {
    const { id, isNew } = await findOrInsertAccount(connection, zuoraAccountId);
    accountId = id;
    if (isNew) await askToReadAccounts(connection);
  }
  await upsertMembership(connection, { customerId, billingAccountId: accountId, cause });
  return keptId === null ? 'joined' : 'moved';
}
