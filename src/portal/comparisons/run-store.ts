import type { Connection, Queryable } from '#kit/postgres/pool.ts';

/** A comparison of every namespace of a product, or of a share of them, without traffic. */
export type ComparisonRun = {
  readonly id: number;
  readonly per_million: number;
  /** The last namespace that has been compared. */
  readonly until_id: number;
  readonly compared: number;
  readonly started_at: Date;
  readonly finished_at: Date | null;
};

const COLUMNS = 'id, per_million, until_id, compared, started_at, finished_at';

export async function insertRun(connection: Connection, staffId: number, perMillion: number): Promise<ComparisonRun> {
  const sql = `INSERT INTO comparison_runs (staff_id, per_million) VALUES ($1, $2) RETURNING ${COLUMNS}`;
  return (await connection.query<ComparisonRun>(sql, [staffId, perMillion])).rows[0] as ComparisonRun;
}

export async function findRun(database: Queryable, id: number): Promise<ComparisonRun | undefined> {
  return (await database.query<ComparisonRun>(`SELECT ${COLUMNS} FROM comparison_runs WHERE id = $1`, [id])).rows[0];
}

/** Its product has compared namespaces up to that one. */
export async function updateRunProgress(
  connection: Connection,
  id: number,
  untilId: number,
  compared: number,
): Promise<void> {
  await connection.query(
    `UPDATE comparison_runs SET until_id = greatest(until_id, $2), compared = compared + $3, seen_at = clock_timestamp()
     WHERE id = $1`,
    [id, untilId, compared],
  );
}

export async function updateRunFinished(database: Queryable, id: number): Promise<ComparisonRun | undefined> {
  const { rows } = await database.query<ComparisonRun>(
    `UPDATE comparison_runs SET finished_at = coalesce(finished_at, clock_timestamp()) WHERE id = $1 RETURNING ${COLUMNS}`,
    [id],
  );
  return rows[0];
}
