import type { Queryable } from '#kit/postgres/pool.ts';

/** A row of a file that was refused. `line` is the one on which it begins. */
export type ImportProblem = { readonly line: number; readonly reason: string };

/**
 * Keeps rows until they are loaded together.
 * @param rows each as the JSON text of its line and fields: thousands turned into text at once would hold others up.
 */
export async function insertStagedRows(connection: Queryable, id: number, rows: readonly string[]): Promise<void> {
  if (rows.length === 0) return;
  await connection.query(
    `INSERT INTO import_rows (job_id, line, fields)
     SELECT $1, (one ->> 0)::bigint, one -> 1 FROM jsonb_array_elements($2::jsonb) AS one`,
    [id, `[${rows.join(',')}]`],
  );
}

export async function insertProblems(
  connection: Queryable,
  id: number,
  problems: readonly ImportProblem[],
): Promise<void> {
  if (problems.length === 0) return;
  await connection.query(
    `INSERT INTO import_problems (job_id, line, reason)
     SELECT $1, (one ->> 0)::bigint, one ->> 1 FROM jsonb_array_elements($2::jsonb) AS one`,
    [id, JSON.stringify(problems.map(({ line, reason }) => [line, reason]))],
  );
}

/** Refused rows behind a line, ascending. */
export async function listProblems(
  database: Queryable,
  id: number,
  after: number,
  limit: number,
): Promise<ImportProblem[]> {
  const { rows } = await database.query<ImportProblem>(
    'SELECT line, reason FROM import_problems WHERE job_id = $1 AND line > $2 ORDER BY line LIMIT $3',
    [id, after, limit],
  );
  return rows;
}

export async function deleteStagedRows(database: Queryable, id: number): Promise<void> {
  await database.query('DELETE FROM import_rows WHERE job_id = $1', [id]);
}
