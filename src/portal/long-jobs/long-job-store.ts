import type { Queryable } from '#kit/postgres/pool.ts';

/** Work that takes longer than a request, how far it is, and what came of it. */
export type LongJob = {
  readonly id: number;
  readonly kind: string;
  readonly state: 'uploading' | 'waiting' | 'running' | 'finished' | 'failed';
  /** What it does just now, for the progress bar. */
  readonly phase: string;
  readonly input: Record<string, unknown>;
  /** Where it goes on after a stop. */
  readonly cursor: Record<string, unknown> | null;
  readonly done: number;
  readonly total: number;
  readonly result: Record<string, unknown> | null;
  readonly error: string | null;
  readonly createdBy: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

type LongJobRow = Omit<LongJob, 'createdBy' | 'createdAt' | 'updatedAt'> & {
  created_by: number | null;
  created_at: Date;
  updated_at: Date;
};

function toLongJob(row: LongJobRow): LongJob {
  const { created_by: createdBy, created_at: createdAt, updated_at: updatedAt, ...rest } = row;
  return { ...rest, createdBy, createdAt, updatedAt };
}

export async function findLongJob(database: Queryable, id: number): Promise<LongJob | undefined> {
  const { rows } = await database.query<LongJobRow>('SELECT * FROM long_jobs WHERE id = $1', [id]);
  return rows[0] && toLongJob(rows[0]);
}

export async function insertLongJob(
  database: Queryable,
  job: Pick<LongJob, 'kind' | 'input' | 'createdBy' | 'state'>,
): Promise<LongJob> {
  const { rows } = await database.query<LongJobRow>(
    'INSERT INTO long_jobs (kind, input, created_by, state) VALUES ($1, $2, $3, $4) RETURNING *',
    [job.kind, JSON.stringify(job.input), job.createdBy, job.state],
  );
  return toLongJob(rows[0] as LongJobRow);
}

/** What a job writes down as it goes; what is left out stays as it is. */
export type LongJobProgress = Partial<
  Pick<LongJob, 'state' | 'phase' | 'cursor' | 'done' | 'total' | 'result' | 'error'>
>;

export async function updateLongJob(database: Queryable, id: number, progress: LongJobProgress): Promise<void> {
  const { state, phase, cursor, done, total, result, error } = progress;
  await database.query(
    `UPDATE long_jobs SET state = coalesce($2, state), phase = coalesce($3, phase), cursor = coalesce($4, cursor),
       done = coalesce($5, done), total = coalesce($6, total), result = coalesce($7, result),
       error = coalesce($8, error), updated_at = clock_timestamp() WHERE id = $1`,
    [
      id,
      state ?? null,
      phase ?? null,
      cursor ? JSON.stringify(cursor) : null,
      done ?? null,
      total ?? null,
      result ? JSON.stringify(result) : null,
      error ?? null,
    ],
  );
}
