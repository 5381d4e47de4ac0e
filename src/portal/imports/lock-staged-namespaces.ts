import type { Queryable } from '#kit/postgres/pool.ts';

/**
 * Takes the locks that applying takes, before any fact is looked at, so that no trial is granted between the look and the
 * load. The same as `lockNamespaces`, for more ids than a parameter should carry.
 * @param ids a query of namespaces' ids.
 */
export async function lockStagedNamespaces(connection: Queryable, ids: string): Promise<void> {
  await connection.query(
    `INSERT INTO namespaces (id) SELECT DISTINCT one.* FROM (${ids}) AS one ORDER BY 1 ON CONFLICT DO NOTHING`,
  );
  await connection.query(
    `SELECT count(*) FROM (
       SELECT FROM namespaces WHERE id IN (${ids}) ORDER BY id OFFSET 0 FOR NO KEY UPDATE) AS locked`,
  );
}
