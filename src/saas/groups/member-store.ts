import type { Queryable } from '#kit/postgres/pool.ts';

export type Owner = {
  readonly userId: number;
  readonly username: string | null;
  readonly name: string | null;
  readonly email: string;
};

export type MemberCounts = { readonly members: number; readonly billable: number };

/** How much of a list: `page` from 1, `perPage` at most that many. */
export type Page = { readonly page: number; readonly perPage: number };

// An active member: no open request, no open invitation, not awaiting, not expired; and a person who may sign in.
const ACTIVE_MEMBER = `m.type = 'GroupMember' AND m.source_type = 'Namespace' AND m.requested_at IS NULL
  AND m.invite_token IS NULL AND m.state = 0 AND (m.expires_at IS NULL OR m.expires_at > current_date)
  AND u.state = 'active'`;
const OWNER = 50;
const GUEST = 10;
const MINIMAL_ACCESS = 5;

/** The direct, active Owners of a group and how many there are, by user id. */
export async function listOwners(
  database: Queryable,
  namespaceId: number,
  { page, perPage }: Page,
): Promise<{ owners: Owner[]; total: number }> {
  const from = `FROM members m JOIN users u ON u.id = m.user_id
    WHERE m.source_id = $1 AND m.access_level = ${OWNER} AND ${ACTIVE_MEMBER}`;
  const [listed, counted] = await Promise.all([
    database.query<{ id: number; username: string | null; name: string | null; email: string }>(
      `SELECT DISTINCT u.id, u.username, u.name, u.email ${from} ORDER BY u.id LIMIT $2 OFFSET $3`,
      [namespaceId, perPage, (page - 1) * perPage],
    ),
    database.query<{ total: number }>(`SELECT count(DISTINCT u.id) AS total ${from}`, [namespaceId]),
  ]);
  const owners = listed.rows.map(({ id, ...person }) => ({ userId: id, ...person }));
  return { owners, total: counted.rows[0]?.total ?? 0 };
}

/** True when that person is an active Owner of the group or of one above it: ownership is inherited downwards. */
export async function isOwner(database: Queryable, namespaceId: number, userId: number): Promise<boolean> {
  const { rows } = await database.query<{ owner: boolean }>(
    `WITH RECURSIVE above AS (
       SELECT id, parent_id FROM namespaces WHERE id = $1
       UNION
       SELECT parent.id, parent.parent_id FROM namespaces parent JOIN above ON parent.id = above.parent_id
     )
     SELECT EXISTS (
       SELECT 1 FROM members m JOIN users u ON u.id = m.user_id
       WHERE m.source_id IN (SELECT id FROM above) AND m.user_id = $2 AND m.access_level = ${OWNER} AND ${ACTIVE_MEMBER}
     ) AS owner`,
    [namespaceId, userId],
  );
  return rows[0]?.owner ?? false;
}

/**
 * The people of a group and the groups below it.
 * @param excludeGuests true when guests take no seat on the group's plan.
 */
export async function countMembers(
  database: Queryable,
  namespaceId: number,
  excludeGuests: boolean,
): Promise<MemberCounts> {
  const { rows } = await database.query<MemberCounts>(
    `WITH RECURSIVE below AS (
       SELECT id FROM namespaces WHERE id = $1
       UNION
       SELECT child.id FROM namespaces child JOIN below ON child.parent_id = below.id WHERE child.type = 'Group'
     )
     SELECT count(DISTINCT m.user_id) AS members,
       count(DISTINCT m.user_id) FILTER (WHERE m.access_level > $2) AS billable
     FROM members m JOIN users u ON u.id = m.user_id
     WHERE m.source_id IN (SELECT id FROM below) AND ${ACTIVE_MEMBER}`,
    [namespaceId, excludeGuests ? GUEST : MINIMAL_ACCESS],
  );
  return rows[0] ?? { members: 0, billable: 0 };
}
