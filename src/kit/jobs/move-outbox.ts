import type { Queryable } from '../postgres/pool.ts';

const MOST = 200;
// The queue looks at all its queues' names for every job, so there are a few and keys share them.
const QUEUES = 64;
// "Until it lands": the queue gives up after as many attempts as its column can count.
const MOST_ATTEMPTS = 32_767;

/**
 * Moves what was committed into the job queue, in one statement. Jobs of one key wait in one queue, so that they
 * never run side by side; one that waits already is replaced, since a job says *which* and reads the state itself. Of
 * several that are moved at once the soonest counts.
 * @returns true when there may be more.
 */
export async function moveOutbox(database: Queryable): Promise<boolean> {
  const { rows } = await database.query<{ moved: number }>(
    `WITH taken AS (
       DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING task, key, payload, at
     ), distinct_ones AS (SELECT DISTINCT ON (key) task, key, payload, at FROM taken ORDER BY key, at),
     added AS (
       SELECT graphile_worker.add_job(task, payload::json, queue_name => task || ':' || (hashtext(key) & ($3::integer - 1)),
         job_key => key,
         job_key_mode => 'replace', max_attempts => $2, run_at => at) AS job FROM distinct_ones
     )
     SELECT (SELECT count(*) FROM taken) AS moved, (SELECT count(job) FROM added) AS added`,
    [MOST, MOST_ATTEMPTS, QUEUES],
  );
  return (rows[0]?.moved ?? 0) === MOST;
}
