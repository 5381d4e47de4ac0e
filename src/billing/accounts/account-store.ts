import type { Connection, Queryable } from '#kit/postgres/pool.ts';
import type { AccountInZuora, BillingAccount, Contact, ZuoraState } from './billing-account.ts';

type AccountRow = {
  id: number;
  zuora_account_id: string;
  zuora_account_name: string | null;
  zuora_account_number: string | null;
  zuora_account_entity: string | null;
  zuora_account_vat_id: string | null;
  salesforce_account_id: string | null;
  currency: string | null;
  status: string | null;
  bill_to: Contact | null;
  sold_to: Contact | null;
  zuora_state: ZuoraState;
  zuora_due_at: Date | null;
  zuora_read_at: Date | null;
  zuora_error: string | null;
  created_at: Date;
  members: number;
};

function toAccount(row: AccountRow): BillingAccount {
  return {
    id: row.id,
    zuoraAccountId: row.zuora_account_id,
    name: row.zuora_account_name,
    number: row.zuora_account_number,
    entity: row.zuora_account_entity,
    vatId: row.zuora_account_vat_id,
    salesforceAccountId: row.salesforce_account_id,
    currency: row.currency,
    status: row.status,
    billTo: row.bill_to,
    soldTo: row.sold_to,
    zuoraState: row.zuora_state,
    zuoraDueAt: row.zuora_due_at,
    zuoraReadAt: row.zuora_read_at,
    zuoraError: row.zuora_error,
    createdAt: row.created_at,
    members: row.members,
  };
}

/**
 * The account of a Zuora id, made where there is none. Of two who make it at once the second waits for the first, gets no
 * row, and reads the first one's.
 */
export async function findOrInsertAccount(
  connection: Connection,
  zuoraAccountId: string,
): Promise<{ id: number; isNew: boolean }> {
  const made = await connection.query<{ id: number }>(
    'INSERT INTO billing_accounts (zuora_account_id) VALUES ($1) ON CONFLICT (zuora_account_id) DO NOTHING RETURNING id',
    [zuoraAccountId],
  );
  if (made.rows[0]) return { id: made.rows[0].id, isNew: true };
  const { rows } = await connection.query<{ id: number }>(
    'SELECT id FROM billing_accounts WHERE zuora_account_id = $1 FOR KEY SHARE',
    [zuoraAccountId],
  );
  // A repair may have deleted it in between: the statement before makes it again when this is tried again.
  if (!rows[0]) throw new Error(`billing account ${zuoraAccountId} has just gone away`);
  return { id: rows[0].id, isNew: false };
}

const MEMBERS =
  '(SELECT count(*) FROM billing_account_memberships WHERE billing_account_id = billing_accounts.id) AS members';

export async function findAccount(database: Queryable, id: number): Promise<BillingAccount | undefined> {
  const { rows } = await database.query<AccountRow>(`SELECT *, ${MEMBERS} FROM billing_accounts WHERE id = $1`, [id]);
  return rows[0] && toAccount(rows[0]);
}

export async function findAccountByZuoraId(
  database: Queryable,
  zuoraAccountId: string,
): Promise<BillingAccount | undefined> {
  const { rows } = await database.query<AccountRow>(
    `SELECT *, ${MEMBERS} FROM billing_accounts WHERE zuora_account_id = $1`,
    [zuoraAccountId],
  );
  return rows[0] && toAccount(rows[0]);
}

export type AccountQuery = { readonly text: string | null; readonly after: number; readonly limit: number };

/** Accounts by id; `text` is an id of ours or of Zuora's, a number, a member's reference, or part of a name. */
export async function listAccounts(
  database: Queryable,
  { text, after, limit }: AccountQuery,
): Promise<BillingAccount[]> {
  const { rows } = await database.query<AccountRow>(
    `SELECT *, ${MEMBERS} FROM billing_accounts
     WHERE id > $2 AND ($1::text IS NULL OR zuora_account_id = $1 OR zuora_account_number = $1 OR id::text = $1
       OR position(lower($1) IN lower(zuora_account_name)) > 0
       OR id IN (SELECT billing_account_id FROM billing_account_memberships JOIN customers ON customers.id = customer_id
                 WHERE reference = $1 OR lower(email) = lower($1)))
     ORDER BY id LIMIT $3`,
    [text, after, limit],
  );
  return rows.map(toAccount);
}

/** Has an account read from Zuora again, if there is one. */
export async function updateAccountDue(connection: Queryable, zuoraAccountId: string): Promise<boolean> {
  const { rowCount } = await connection.query(
    `UPDATE billing_accounts SET zuora_due_at = clock_timestamp(), zuora_revision = zuora_revision + 1,
       zuora_attempts = 0 WHERE zuora_account_id = $1`,
    [zuoraAccountId],
  );
  return rowCount === 1;
}

export type DueAccount = { readonly id: number; readonly zuoraAccountId: string; readonly revision: number };

/** Takes accounts that are due for a minute: whoever dies with them leaves them to the next. */
export async function leaseDueAccounts(database: Queryable, limit: number): Promise<DueAccount[]> {
  const { rows } = await database.query<{ id: number; zuora_account_id: string; zuora_revision: number }>(
    `UPDATE billing_accounts SET zuora_due_at = clock_timestamp() + interval '1 minute' WHERE id IN (
       SELECT id FROM billing_accounts WHERE zuora_due_at <= clock_timestamp()
       ORDER BY zuora_due_at LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED)
     RETURNING id, zuora_account_id, zuora_revision`,
    [limit],
  );
  return rows.map((row) => ({ id: row.id, zuoraAccountId: row.zuora_account_id, revision: row.zuora_revision }));
}

/** Writes down what Zuora said; it stays due where something has changed there since it was asked. */
export async function updateAccountRead(
  database: Queryable,
  { id, revision }: DueAccount,
  said: AccountInZuora | 'unknown',
): Promise<void> {
  const known = said === 'unknown' ? null : said;
  await database.query(
    `UPDATE billing_accounts SET zuora_state = CASE WHEN $3 THEN 'read' ELSE 'unknown' END,
       zuora_account_name = $4, zuora_account_number = $5, zuora_account_entity = $6, zuora_account_vat_id = $7,
       salesforce_account_id = $8, currency = $9, status = $10, bill_to = $11, sold_to = $12,
       zuora_read_at = clock_timestamp(), zuora_error = NULL, zuora_attempts = 0,
       zuora_due_at = CASE WHEN zuora_revision = $2 THEN NULL ELSE clock_timestamp() END
     WHERE id = $1`,
    [
      id,
      revision,
      known !== null,
      known?.name ?? null,
      known?.number ?? null,
      known?.entity ?? null,
      known?.vatId ?? null,
      known?.salesforceAccountId ?? null,
      known?.currency ?? null,
      known?.status ?? null,
      known?.billTo ? JSON.stringify(known.billTo) : null,
      known?.soldTo ? JSON.stringify(known.soldTo) : null,
    ],
  );
}

/** Puts an account off that could not be read: `seconds` where Zuora said so, else 10 s, 20 s, 40 s, … at most an hour. */
export async function postponeAccount(
  database: Queryable,
  id: number,
  { error, seconds }: { readonly error: string; readonly seconds: number | undefined },
): Promise<void> {
  await database.query(
    `UPDATE billing_accounts SET zuora_attempts = zuora_attempts + 1, zuora_error = $2,
       zuora_due_at = clock_timestamp()
         + coalesce($3::float8, least(10 * power(2, least(zuora_attempts, 10)), 3600)) * interval '1 second'
     WHERE id = $1`,
    [id, error, seconds ?? null],
  );
}
