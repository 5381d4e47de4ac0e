import type { Queryable } from '#kit/postgres/pool.ts';

/** Has saas told of namespaces after commit, all of them in one statement. What to tell is read when it is sent. */
export async function queueNamespaces(connection: Queryable, namespaceIds: readonly number[]): Promise<void> {
  await connection.query(
    `INSERT INTO outbox (task, key, payload)
     SELECT 'provision_namespace', 'provision_namespace:' || id, jsonb_build_object('namespace_id', id)
     FROM unnest($1::bigint[]) AS id`,
    [namespaceIds],
  );
}
