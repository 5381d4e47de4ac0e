import type { CleanupStep } from '#domain/flags/flag-facts.ts';
import type { Queryable } from '#kit/postgres/pool.ts';

/** A step of a flag's going that was taken. */
export type KeptCleanupStep = {
  readonly flag: string;
  readonly step: CleanupStep;
  /** Empty but for a deployment. */
  readonly environment: string;
  /** The commit, the merge request, the issue. */
  readonly evidence: string;
  /** It was taken before its turn, for that reason. */
  readonly override: boolean;
  readonly reason: string;
  readonly doneBy: string;
  readonly doneAt: Date;
};

type StepRow = Omit<KeptCleanupStep, 'doneBy' | 'doneAt'> & { done_by: string; done_at: Date };

/** Steps of one flag, or of every flag, in the order in which they were taken. */
export async function listCleanupSteps(database: Queryable, flag?: string): Promise<KeptCleanupStep[]> {
  const { rows } = await database.query<StepRow>(
    'SELECT * FROM flag_cleanup_steps WHERE $1::text IS NULL OR flag = $1 ORDER BY flag, done_at',
    [flag ?? null],
  );
  return rows.map(({ done_by: doneBy, done_at: doneAt, ...row }) => ({ ...row, doneBy, doneAt }));
}

export async function insertCleanupStep(database: Queryable, one: Omit<KeptCleanupStep, 'doneAt'>): Promise<void> {
  await database.query(
    `INSERT INTO flag_cleanup_steps (flag, step, environment, evidence, override, reason, done_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [one.flag, one.step, one.environment, one.evidence, one.override, one.reason, one.doneBy],
  );
}

/** Two who take steps of one flag come one after the other. Until the transaction ends. */
export async function lockCleanup(database: Queryable, flag: string): Promise<void> {
  await database.query("SELECT pg_advisory_xact_lock(hashtextextended('flag cleanup ' || $1, 0))", [flag]);
}

/** Begins anew, as for a flag that comes back under its old name. */
export async function deleteCleanupSteps(database: Queryable, flag: string): Promise<void> {
  await database.query('DELETE FROM flag_cleanup_steps WHERE flag = $1', [flag]);
}
