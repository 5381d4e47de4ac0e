import type { Queryable } from '#kit/postgres/pool.ts';
import type { ComputeMinutes, Namespace } from './namespace.ts';

type NamespaceRow = {
  id: number;
  name: string;
  path: string;
  full_path: string;
  type: string;
  parent_id: number | null;
  owner_id: number | null;
  avatar: string | null;
  shared_runners_minutes_limit: number | null;
  extra_shared_runners_minutes_limit: number | null;
  additional_purchased_storage_size: number | null;
  additional_purchased_storage_ends_on: string | null;
};

/** The namespace of that id, unless it belongs to a project. */
export async function findNamespace(database: Queryable, id: number): Promise<Namespace | undefined> {
  const { rows } = await database.query<NamespaceRow>(
    `WITH RECURSIVE above AS (
       SELECT id, parent_id, path, 1 AS height FROM namespaces WHERE id = $1
       UNION ALL
       SELECT parent.id, parent.parent_id, parent.path, above.height + 1
       FROM namespaces parent JOIN above ON parent.id = above.parent_id
     ) CYCLE id SET seen_before USING seen
     SELECT n.id, n.name, n.path, n.type, n.parent_id, n.owner_id, n.avatar, n.shared_runners_minutes_limit,
       n.extra_shared_runners_minutes_limit, l.additional_purchased_storage_size,
       l.additional_purchased_storage_ends_on,
       (SELECT string_agg(path, '/' ORDER BY height DESC) FROM above WHERE NOT seen_before) AS full_path
     FROM namespaces n LEFT JOIN namespace_limits l ON l.namespace_id = n.id
     WHERE n.id = $1 AND n.type <> 'Project'`,
    [id],
  );
  return rows[0] && namespaceFromRow(rows[0]);
}

/** The namespace of that id. @throws {Error} when it is gone. */
export async function getNamespace(database: Queryable, id: number): Promise<Namespace> {
  const namespace = await findNamespace(database, id);
  if (namespace === undefined) throw new Error(`Namespace ${id} is gone.`);
  return namespace;
}

/** Sets what was sent. Bought minutes take back the notice that they are running out, as in GitLab. */
export async function updateComputeMinutes(database: Queryable, id: number, minutes: ComputeMinutes): Promise<void> {
  const { sharedRunnersMinutesLimit: shared, extraSharedRunnersMinutesLimit: extra } = minutes;
  await database.query(
    `UPDATE namespaces SET updated_at = clock_timestamp(),
       shared_runners_minutes_limit = CASE WHEN $2 THEN $3 ELSE shared_runners_minutes_limit END,
       extra_shared_runners_minutes_limit = CASE WHEN $4 THEN $5 ELSE extra_shared_runners_minutes_limit END,
       last_ci_minutes_notification_at = CASE WHEN $5::integer IS NULL THEN last_ci_minutes_notification_at END,
       last_ci_minutes_usage_notification_level =
         CASE WHEN $5::integer IS NULL THEN last_ci_minutes_usage_notification_level END
     WHERE id = $1`,
    [id, shared !== undefined, shared ?? null, extra !== undefined, extra ?? null],
  );
}

function namespaceFromRow(row: NamespaceRow): Namespace {
  return {
    id: row.id,
    name: row.name,
    path: row.path,
    fullPath: row.full_path,
    kind: row.type === 'Group' ? 'group' : 'user',
    parentId: row.parent_id,
    ownerId: row.owner_id,
    avatar: row.avatar,
    sharedRunnersMinutesLimit: row.shared_runners_minutes_limit,
    extraSharedRunnersMinutesLimit: row.extra_shared_runners_minutes_limit,
    additionalPurchasedStorageSize: row.additional_purchased_storage_size ?? 0,
    additionalPurchasedStorageEndsOn: row.additional_purchased_storage_ends_on,
  };
}
