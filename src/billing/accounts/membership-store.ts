import type { Queryable } from '#kit/postgres/pool.ts';

export type NewMembership = {
  readonly customerId: number;
  readonly billingAccountId: number;
  readonly cause: string;
};

/** Joins or moves; the backfill may have joined the customer meanwhile. What was before goes into the history by itself. */
export async function upsertMembership(connection: Queryable, membership: NewMembership): Promise<void> {
  await connection.query(
    `INSERT INTO billing_account_memberships AS kept (customer_id, billing_account_id, cause) VALUES ($1, $2, $3)
     ON CONFLICT (customer_id) DO UPDATE SET billing_account_id = excluded.billing_account_id, cause = excluded.cause,
       since = excluded.since WHERE kept.billing_account_id <> excluded.billing_account_id`,
    [membership.customerId, membership.billingAccountId, membership.cause],
  );
}

export async function deleteMembership(connection: Queryable, customerId: number): Promise<void> {
  await connection.query('DELETE FROM billing_account_memberships WHERE customer_id = $1', [customerId]);
}

/** Who belongs to an account now. */
export type Member = {
  readonly customerId: number;
  readonly reference: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly cause: string;
  readonly since: Date;
};

export async function listMembers(database: Queryable, billingAccountId: number, limit: number): Promise<Member[]> {
  const { rows } = await database.query<Omit<Member, 'customerId'> & { customer_id: number }>(
    `SELECT customer_id, reference, email, name, cause, since
     FROM billing_account_memberships JOIN customers ON customers.id = customer_id
     WHERE billing_account_id = $1 ORDER BY customer_id LIMIT $2`,
    [billingAccountId, limit],
  );
  return rows.map(({ customer_id: customerId, ...rest }) => ({ customerId, ...rest }));
}

/** A stretch of time for which a customer belonged to an account; without an end when it still does. */
export type MembershipStretch = {
  readonly customerId: number;
  readonly billingAccountId: number;
  readonly zuoraAccountId: string;
  readonly cause: string;
  readonly since: Date;
  readonly endedAt: Date | null;
  readonly endedBecause: string | null;
};

type StretchRow = {
  customer_id: number;
  billing_account_id: number;
  zuora_account_id: string;
  cause: string;
  since: Date;
  ended_at: Date | null;
  ended_because: string | null;
};

/** Who belonged where, newest first: of one account, or of one customer. */
export async function listMembershipHistory(
  database: Queryable,
  of: { readonly billingAccountId: number } | { readonly customerId: number },
  limit: number,
): Promise<MembershipStretch[]> {
  const [column, id] =
    'customerId' in of ? ['customer_id', of.customerId] : ['billing_account_id', of.billingAccountId];
  const { rows } = await database.query<StretchRow>(
    `SELECT stretches.*, zuora_account_id FROM (
       SELECT customer_id, billing_account_id, cause, since, ended_at, ended_because
       FROM billing_account_memberships_history WHERE ${column} = $1
       UNION ALL
       SELECT customer_id, billing_account_id, cause, since, NULL, NULL
       FROM billing_account_memberships WHERE ${column} = $1
     ) AS stretches JOIN billing_accounts ON billing_accounts.id = billing_account_id
     ORDER BY coalesce(ended_at, 'infinity') DESC, since DESC LIMIT $2`,
    [id, limit],
  );
  return rows.map((row) => ({
    customerId: row.customer_id,
    billingAccountId: row.billing_account_id,
    zuoraAccountId: row.zuora_account_id,
    cause: row.cause,
    since: row.since,
    endedAt: row.ended_at,
    endedBecause: row.ended_because,
  }));
}
