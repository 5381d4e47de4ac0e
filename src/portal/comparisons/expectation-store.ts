import type { Connection, Queryable } from '#kit/postgres/pool.ts';
import type { GroupKey } from './comparison-store.ts';

/** That somebody has looked at a group of differences and expects it. */
export type Expectation = GroupKey & {
  readonly id: number;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
};

const SELECT = `SELECT e.id, e.plan, e.trial_type, e.outcome, e.cause, e.reason, s.name AS by, e.at
  FROM comparison_expectations e JOIN staff s ON s.id = e.staff_id`;

export async function listExpectations(database: Queryable): Promise<Expectation[]> {
  return (await database.query<Expectation>(`${SELECT} ORDER BY e.id`)).rows;
}

/** A group that is expected already gets the new reason. */
export async function upsertExpectation(
  connection: Connection,
  { plan, trial_type, outcome, cause }: GroupKey,
  { reason, staffId }: { readonly reason: string; readonly staffId: number },
): Promise<Expectation> {
  const { rows } = await connection.query<{ id: number }>(
    `INSERT INTO comparison_expectations (plan, trial_type, outcome, cause, reason, staff_id) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (plan, trial_type, outcome, cause)
     DO UPDATE SET reason = excluded.reason, staff_id = excluded.staff_id, at = clock_timestamp() RETURNING id`,
    [plan, trial_type, outcome, cause, reason, staffId],
  );
  return (await connection.query<Expectation>(`${SELECT} WHERE e.id = $1`, [rows[0]?.id])).rows[0] as Expectation;
}

export async function deleteExpectation(connection: Connection, id: number): Promise<Expectation | undefined> {
  const { rows } = await connection.query<Expectation>(`${SELECT} WHERE e.id = $1`, [id]);
  await connection.query('DELETE FROM comparison_expectations WHERE id = $1', [id]);
  return rows[0];
}
