import type { Connection } from '#kit/postgres/pool.ts';
import { nameGroup } from './name-group.ts';

export type CreatedGroup =
  | { readonly kind: 'created'; readonly id: number; readonly name: string; readonly path: string }
  | { readonly kind: 'wrong'; readonly problem: string };

const OWNER = 50;
const PRIVATE = 0;
const ORGANIZATION = 1;
const NOTIFY_GLOBALLY = 3;

/**
 * Makes a private group at the top, owned by that person. A path that is taken gets a number: `gitlab`, `gitlab1`.
 * @param connection in a transaction; it waits for others who make a group of the same path.
 */
export async function createGroup(connection: Connection, userId: number, text: string): Promise<CreatedGroup> {
  const naming = nameGroup(text);
  if (naming.kind === 'wrong') return naming;
  const { name, slug } = naming;
  // GitLab's tables leave it to the application that no two addresses are the same.
  await connection.query("SELECT pg_advisory_xact_lock(hashtextextended('namespace ' || $1, 0))", [slug]);
  const path = await findFreePath(connection, slug);
  const { rows } = await connection.query<{ id: number }>(
    `WITH made AS (
       INSERT INTO namespaces (id, name, path, type, visibility_level, organization_id, traversal_ids, created_at, updated_at)
       SELECT id, $1, $2, 'Group', ${PRIVATE}, ${ORGANIZATION}, ARRAY[id], now(), now()
       FROM (SELECT nextval('namespaces_id_seq') AS id) AS next RETURNING id
     )
     INSERT INTO members (access_level, source_id, source_type, user_id, notification_level, type, created_at, updated_at)
     SELECT ${OWNER}, id, 'Namespace', $3, ${NOTIFY_GLOBALLY}, 'GroupMember', now(), now() FROM made
     RETURNING source_id AS id`,
    [name, path, userId],
  );
  return { kind: 'created', id: rows[0]?.id ?? 0, name, path };
}

async function findFreePath(connection: Connection, slug: string): Promise<string> {
  const { rows } = await connection.query<{ path: string }>(
    `SELECT lower(path) AS path FROM namespaces
     WHERE parent_id IS NULL AND type <> 'Project' AND (lower(path) = $1 OR lower(path) ~ ('^' || $2 || '[0-9]+$'))`,
    [slug, slug.replaceAll('.', '\\.')],
  );
  const taken = new Set(rows.map(({ path }) => path));
  let path = slug;
  for (let number = 1; taken.has(path); number++) path = `${slug}${number}`;
  return path;
}
