import type { Pool, Queryable } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { DRIFT_KINDS, type DriftFound, type DriftKind, type DriftKinds } from './drift.ts';

/** Customers of a stretch of ids who do not match. */
export type DriftedCustomer = {
  readonly customerId: number;
  readonly kind: DriftKind;
  readonly settling: boolean;
  readonly zuoraAccountId: string | null;
  readonly keptZuoraAccountId: string | null;
};

export type DriftStretch = {
  readonly seen: number;
  /** The last id that was seen; null behind the last customer. */
  readonly last: number | null;
  readonly drifted: readonly DriftedCustomer[];
};

type StretchRow = {
  seen: number;
  last: number | null;
  customer_id: number | null;
  kind: DriftKind;
  settling: boolean;
  zuora_account_id: string | null;
  kept: string | null;
};

// One statement, therefore one moment: a customer's change and its intent are seen together or not at all.
const STRETCH = `WITH stretch AS MATERIALIZED (
    SELECT id, zuora_account_id FROM customers WHERE id > $1 AND id <= $3 ORDER BY id LIMIT $2
  ), drifted AS (
    SELECT stretch.id AS customer_id, stretch.zuora_account_id, kept.zuora_account_id AS kept,
      CASE WHEN kept.id IS NULL THEN 'missing_membership' WHEN stretch.zuora_account_id IS NULL
        THEN 'membership_without_reason' ELSE 'wrong_account' END AS kind,
      EXISTS (SELECT FROM billing_intents WHERE customer_id = stretch.id AND at > clock_timestamp() - interval '1 minute')
        AS settling
    FROM stretch LEFT JOIN billing_account_memberships ON customer_id = stretch.id
      LEFT JOIN billing_accounts AS kept ON kept.id = billing_account_id
    WHERE stretch.zuora_account_id IS DISTINCT FROM kept.zuora_account_id
  ), ended AS (
    SELECT stretch.id AS customer_id, stretch.zuora_account_id, NULL::text AS kept, 'ended_account' AS kind,
      false AS settling
    FROM stretch JOIN ended_zuora_accounts USING (zuora_account_id)
  ), counted AS (SELECT count(*) AS seen, max(id) AS last FROM stretch)
  SELECT seen, last, customer_id, kind, settling, zuora_account_id, kept FROM counted
    LEFT JOIN (SELECT * FROM drifted UNION ALL SELECT * FROM ended) AS found ON true ORDER BY customer_id`;

export async function findDriftStretch(
  database: Queryable,
  { after, upTo = Number.MAX_SAFE_INTEGER, size }: { after: number; upTo?: number; size: number },
): Promise<DriftStretch> {
  const { rows } = await database.query<StretchRow>(STRETCH, [after, size, upTo]);
  const first = rows[0];
  const drifted = rows.flatMap((row) => {
    if (row.customer_id === null) return [];
    const { customer_id: customerId, kind, settling, zuora_account_id: zuoraAccountId } = row;
    return [{ customerId, kind, settling, zuoraAccountId, keptZuoraAccountId: row.kept }];
  });
  return { seen: first?.seen ?? 0, last: first?.last ?? null, drifted };
}

const WITHOUT_MEMBERS = `FROM billing_accounts WHERE
  NOT EXISTS (SELECT FROM billing_account_memberships WHERE billing_account_id = billing_accounts.id)
  AND NOT EXISTS (SELECT FROM billing_account_memberships_history WHERE billing_account_id = billing_accounts.id)`;

// They look at every account, which of millions takes longer than a statement usually may.
const AT_LENGTH = "SET LOCAL statement_timeout = '2min'";

export function countAccountsWithoutMembers(database: Pool): Promise<number> {
  return inTransaction(database, async (connection) => {
    await connection.query(AT_LENGTH);
    const { rows } = await connection.query<{ count: number }>(`SELECT count(*) AS count ${WITHOUT_MEMBERS}`);
    return rows[0]?.count ?? 0;
  });
}

export function deleteAccountsWithoutMembers(database: Pool): Promise<number> {
  return inTransaction(database, async (connection) => {
    await connection.query(AT_LENGTH);
    return (await connection.query(`DELETE ${WITHOUT_MEMBERS}`)).rowCount ?? 0;
  });
}

export async function countCustomers(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ count: number }>('SELECT count(*) AS count FROM customers');
  return rows[0]?.count ?? 0;
}

export type KeptCheck = DriftFound & { readonly at: Date; readonly repaired: number };

export async function insertCheck(database: Queryable, found: DriftFound, repaired: number): Promise<void> {
  await database.query(
    `INSERT INTO billing_drift_checks (customers_checked, drift, settling, kinds, exposed, repaired)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      found.customersChecked,
      found.drift,
      found.settling,
      JSON.stringify(found.kinds),
      JSON.stringify(found.exposed),
      repaired,
    ],
  );
  await database.query("DELETE FROM billing_drift_checks WHERE at < clock_timestamp() - interval '30 days'");
}

type CheckRow = {
  at: Date;
  customers_checked: number;
  drift: number;
  settling: number;
  kinds: DriftKinds;
  exposed: DriftKinds;
  repaired: number;
};

/** The newest checks, newest first. */
export async function listChecks(database: Queryable, limit: number): Promise<KeptCheck[]> {
  const { rows } = await database.query<CheckRow>(
    `SELECT at, customers_checked, drift, settling, kinds, exposed, repaired FROM billing_drift_checks
     ORDER BY id DESC LIMIT $1`,
    [limit],
  );
  return rows.map(({ customers_checked: customersChecked, ...rest }) => ({ customersChecked, ...rest }));
}

export function sumOf(kinds: DriftKinds): number {
  return DRIFT_KINDS.reduce((sum, kind) => sum + kinds[kind], 0);
}
