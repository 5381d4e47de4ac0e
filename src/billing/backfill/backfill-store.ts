import type { Connection, Queryable } from '#kit/postgres/pool.ts';

export type Stretch = { readonly after: number; readonly upTo: number };

/** The next so many customers. @returns undefined behind the last one. */
export async function findStretch(
  database: Queryable,
  after: number,
  size: number,
): Promise<(Stretch & { customers: number }) | undefined> {
  const { rows } = await database.query<{ up_to: number | null; customers: number }>(
    `SELECT max(id) AS up_to, count(*) AS customers
     FROM (SELECT id FROM customers WHERE id > $1 ORDER BY id LIMIT $2) AS stretch`,
    [after, size],
  );
  const row = rows[0];
  return row && row.up_to !== null ? { after, upTo: row.up_to, customers: row.customers } : undefined;
}

/** How many accounts were made, and between which of our ids they lie. */
export type MadeAccounts = { readonly count: number; readonly first: number | null; readonly last: number | null };

/** Makes the accounts of a stretch, by ascending ids so that two who do it never wait for each other. */
export async function insertAccountsOf(connection: Connection, { after, upTo }: Stretch): Promise<MadeAccounts> {
  const { rows } = await connection.query<MadeAccounts>(
    `WITH made AS (INSERT INTO billing_accounts (zuora_account_id)
     SELECT DISTINCT zuora_account_id FROM customers
     WHERE id > $1 AND id <= $2 AND zuora_account_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM billing_accounts AS known WHERE known.zuora_account_id = customers.zuora_account_id)
     ORDER BY zuora_account_id ON CONFLICT (zuora_account_id) DO NOTHING RETURNING id)
     SELECT count(*) AS count, min(id) AS first, max(id) AS last FROM made`,
    [after, upTo],
  );
  return rows[0] ?? { count: 0, first: null, last: null };
}

/** Takes accounts back whose customers have moved on since they were made. @returns how many. */
export async function deleteUnusedAccounts(connection: Connection, { first, last }: MadeAccounts): Promise<number> {
  const { rowCount } = await connection.query(
    `DELETE FROM billing_accounts WHERE id BETWEEN $1 AND $2
       AND NOT EXISTS (SELECT FROM billing_account_memberships WHERE billing_account_id = billing_accounts.id)
       AND NOT EXISTS (SELECT FROM billing_account_memberships_history WHERE billing_account_id = billing_accounts.id)`,
    [first, last],
  );
  return rowCount ?? 0;
}

/** Joins the customers of a stretch who belong nowhere. @returns how many. */
export async function insertMembershipsOf(connection: Connection, { after, upTo }: Stretch): Promise<number> {
  const { rowCount } = await connection.query(
    `INSERT INTO billing_account_memberships (customer_id, billing_account_id, cause)
     SELECT customers.id, billing_accounts.id, 'backfill' FROM customers JOIN billing_accounts USING (zuora_account_id)
     WHERE customers.id > $1 AND customers.id <= $2 ORDER BY customers.id ON CONFLICT (customer_id) DO NOTHING`,
    [after, upTo],
  );
  return rowCount ?? 0;
}

export type WouldBackfill = { readonly accounts: number; readonly memberships: number };

/** What there would be to do, of all customers. */
export async function countBackfill(database: Queryable, { after, upTo }: Stretch): Promise<WouldBackfill> {
  const { rows } = await database.query<{ accounts: number; memberships: number }>(
    `SELECT count(DISTINCT customers.zuora_account_id) FILTER (WHERE accounts.id IS NULL) AS accounts,
       count(*) FILTER (WHERE memberships.customer_id IS NULL) AS memberships
     FROM customers LEFT JOIN billing_accounts AS accounts USING (zuora_account_id)
       LEFT JOIN billing_account_memberships AS memberships ON memberships.customer_id = customers.id
     WHERE customers.zuora_account_id IS NOT NULL AND customers.id > $1 AND customers.id <= $2`,
    [after, upTo],
  );
  return rows[0] ?? { accounts: 0, memberships: 0 };
}

/** How many statements of others the database works on just now. */
export async function countActiveOthers(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `SELECT count(*) AS count FROM pg_stat_activity
     WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()
       AND backend_type = 'client backend'`,
  );
  return rows[0]?.count ?? 0;
}
