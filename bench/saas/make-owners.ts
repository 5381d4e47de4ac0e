import { hash } from 'node:crypto';
import type { Pool } from '#kit/postgres/pool.ts';

export type Owner = { readonly headers: Record<string, string> };

/**
 * People who are signed in and own so many groups each, half of them on no plan and half on the free one.
 * @param key distinguishes them from others.
 */
export async function makeOwners(pool: Pool, key: string, people: number, groupsEach: number): Promise<Owner[]> {
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO users (email, username, name, state, organization_id)
     SELECT $1 || n || '@example.com', $1 || n, 'Owner ' || n, 'active', 1 FROM generate_series(1, $2) AS n RETURNING id`,
    [key, people],
  );
  const ids = rows.map(({ id }) => id);
  await pool.query(
    `WITH made AS (
       INSERT INTO namespaces (name, path, type, visibility_level, organization_id)
       SELECT $1 || ' ' || u || ' ' || n, $1 || '-' || u || '-' || n, 'Group', 0, 1
       FROM unnest($2::bigint[]) AS u, generate_series(1, $3::int) AS n RETURNING id, path
     ), owned AS (
       INSERT INTO members (access_level, source_id, source_type, user_id, notification_level, type)
       SELECT 50, id, 'Namespace', split_part(path, '-', 2)::bigint, 3, 'GroupMember' FROM made
     )
     INSERT INTO gitlab_subscriptions (namespace_id, hosted_plan_id, created_at, updated_at)
     SELECT made.id, plans.id, now(), now() FROM made, plans WHERE plans.name = 'free' AND made.id % 2 = 0`,
    [key, ids, groupsEach],
  );
  const token = (id: number) => `${key} session ${id}`;
  await pool.query(
    `INSERT INTO user_sessions (user_id, token_hash, csrf_token, expires_at)
     SELECT user_id, token_hash, 'csrf', now() + interval '1 day' FROM unnest($1::bigint[], $2::bytea[]) AS one (user_id, token_hash)`,
    [ids, ids.map((id) => hash('sha256', token(id), 'buffer'))],
  );
  return ids.map((id) => ({
    headers: { cookie: `trialgate_session=${encodeURIComponent(token(id))}`, 'x-csrf-token': 'csrf' },
  }));
}
