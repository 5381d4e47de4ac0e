import type { Pool } from '#kit/postgres/pool.ts';

let counter = 0;

/** A namespace; a top-level group unless it says otherwise. */
export async function insertNamespace(
  pool: Pool,
  namespace: { type?: string; parentId?: number; ownerId?: number; path?: string } = {},
): Promise<number> {
  counter += 1;
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO namespaces (name, path, type, parent_id, owner_id, organization_id)
     VALUES ($1, $1, $2, $3, $4, 1) RETURNING id`,
    [namespace.path ?? `group-${counter}`, namespace.type ?? 'Group', namespace.parentId, namespace.ownerId],
  );
  return rows[0]?.id ?? 0;
}

export async function insertUser(pool: Pool, user: { state?: string } = {}): Promise<number> {
  counter += 1;
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO users (email, username, name, state, organization_id) VALUES ($1, $2, $3, $4, 1) RETURNING id`,
    [`person-${counter}@example.com`, `person-${counter}`, `Person ${counter}`, user.state ?? 'active'],
  );
  return rows[0]?.id ?? 0;
}

export type MemberRow = {
  accessLevel?: number;
  requestedAt?: string;
  inviteToken?: string;
  state?: number;
  expiresAt?: string;
  type?: string;
  sourceType?: string;
};

/** A member; an active Owner of the group unless it says otherwise. */
export async function insertMember(pool: Pool, namespaceId: number, userId: number, member: MemberRow = {}) {
  await pool.query(
    `INSERT INTO members (access_level, source_id, source_type, user_id, notification_level, type, requested_at,
       invite_token, state, expires_at, member_namespace_id)
     VALUES ($1, $2, $3, $4, 3, $5, $6, $7, $8, $9, $2)`,
    [
      member.accessLevel ?? 50,
      namespaceId,
      member.sourceType ?? 'Namespace',
      userId,
      member.type ?? 'GroupMember',
      member.requestedAt,
      member.inviteToken,
      member.state ?? 0,
      member.expiresAt,
    ],
  );
}

/** The one subscription row of a namespace, with its plan's name. */
export async function subscriptionRow(pool: Pool, namespaceId: number): Promise<Record<string, unknown> | undefined> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `SELECT s.*, p.name AS plan_name FROM gitlab_subscriptions s LEFT JOIN plans p ON p.id = s.hosted_plan_id
     WHERE namespace_id = $1`,
    [namespaceId],
  );
  if (rows.length > 1) throw new Error('more than one subscription');
  return rows[0];
}

/** The history of a namespace, oldest first, with the plan's name. */
export async function historyRows(pool: Pool, namespaceId: number): Promise<Record<string, unknown>[]> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `SELECT h.*, p.name AS plan_name FROM gitlab_subscription_histories h LEFT JOIN plans p ON p.id = h.hosted_plan_id
     WHERE namespace_id = $1 ORDER BY h.id`,
    [namespaceId],
  );
  return rows;
}

/** A namespace's purchase of an add-on, by the add-on's number. */
export async function addOnPurchaseRow(pool: Pool, namespaceId: number, addOnUid: number) {
  const { rows } = await pool.query<Record<string, unknown>>(
    `SELECT p.* FROM subscription_add_on_purchases p JOIN subscription_add_ons a ON a.id = p.subscription_add_on_id
     WHERE p.namespace_id = $1 AND a.name = $2`,
    [namespaceId, addOnUid],
  );
  if (rows.length > 1) throw new Error('more than one purchase');
  return rows[0];
}
