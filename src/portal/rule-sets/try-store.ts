import type { Queryable } from '#kit/postgres/pool.ts';

/** A namespace that would gain or lose a trial type. */
export type TryChange = { readonly namespaceId: number; readonly trialType: string; readonly gains: boolean };

export async function countNamespaces(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ count: number }>('SELECT count(*) AS count FROM namespaces');
  return rows[0]?.count ?? 0;
}

export async function insertTryChanges(
  connection: Queryable,
  jobId: number,
  changes: readonly TryChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await connection.query(
    `INSERT INTO rule_try_changes (job_id, namespace_id, trial_type, gains)
     SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::boolean[]) ON CONFLICT DO NOTHING`,
    [
      jobId,
      changes.map((change) => change.namespaceId),
      changes.map((change) => change.trialType),
      changes.map((change) => change.gains),
    ],
  );
}

/** Changes of a try after a namespace, ascending. */
export async function listTryChanges(
  database: Queryable,
  jobId: number,
  after: { readonly namespaceId: number; readonly trialType: string },
  limit: number,
): Promise<TryChange[]> {
  const { rows } = await database.query<{ namespace_id: number; trial_type: string; gains: boolean }>(
    `SELECT namespace_id, trial_type, gains FROM rule_try_changes
     WHERE job_id = $1 AND (namespace_id, trial_type) > ($2, $3) ORDER BY namespace_id, trial_type LIMIT $4`,
    [jobId, after.namespaceId, after.trialType, limit],
  );
  return rows.map((row) => ({ namespaceId: row.namespace_id, trialType: row.trial_type, gains: row.gains }));
}

/** How many gain and lose each type. */
export async function summariseTry(database: Queryable, jobId: number) {
  const { rows } = await database.query<{ trial_type: string; gains: number; loses: number }>(
    `SELECT trial_type, count(*) FILTER (WHERE gains) AS gains, count(*) FILTER (WHERE NOT gains) AS loses
     FROM rule_try_changes WHERE job_id = $1 GROUP BY trial_type ORDER BY trial_type`,
    [jobId],
  );
  return {
    gains: rows.reduce((sum, row) => sum + row.gains, 0),
    loses: rows.reduce((sum, row) => sum + row.loses, 0),
    by_trial_type: rows,
  };
}
