import type { Queryable } from '#kit/postgres/pool.ts';

export type FoundGroup = {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly plan: string | null;
};
export type FoundUser = { readonly id: number; readonly username: string | null; readonly name: string | null };

const GROUPS = `SELECT n.id, n.name, n.path, p.name AS plan FROM namespaces n
  LEFT JOIN gitlab_subscriptions s ON s.namespace_id = n.id LEFT JOIN plans p ON p.id = s.hosted_plan_id`;

/** Top-level groups and personal namespaces of that path, whatever the case of its letters. */
export async function listByPath(database: Queryable, path: string): Promise<FoundGroup[]> {
  const { rows } = await database.query<FoundGroup>(
    `${GROUPS} WHERE lower(n.path) = lower($1) AND n.parent_id IS NULL AND n.type <> 'Project' ORDER BY n.id LIMIT 20`,
    [path],
  );
  return rows;
}

export async function listByIds(database: Queryable, ids: readonly number[]): Promise<FoundGroup[]> {
  const { rows } = await database.query<FoundGroup>(`${GROUPS} WHERE n.id = ANY ($1::bigint[]) ORDER BY n.id`, [ids]);
  return rows;
}

/** People of that e-mail address or user name. Each half by its own index. */
export async function listUsersByLogin(database: Queryable, login: string): Promise<FoundUser[]> {
  const { rows } = await database.query<FoundUser>(
    `SELECT id, username, name FROM users WHERE lower(email) = lower($1)
     UNION SELECT id, username, name FROM users WHERE lower(username) = lower($1) ORDER BY id LIMIT 20`,
    [login],
  );
  return rows;
}
