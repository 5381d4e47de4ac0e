import { BadRequest } from '#kit/errors/bad-request.ts';
import { insertOutbox } from '#kit/jobs/insert-outbox.ts';
import type { Job, JobContext } from '#kit/jobs/job.ts';
import type { Pool, Queryable } from '#kit/postgres/pool.ts';
import { findLongJob, type LongJob, updateLongJob } from './long-job-store.ts';

/** How one kind of long job is done. It goes on from `job.cursor`, and writes it down as it goes. */
export type LongJobKind = {
  readonly kind: string;
  /** @returns what came out. @throws {BadRequest} when trying again cannot help: the job fails with that sentence. */
  readonly run: (job: LongJob, context: JobContext) => Promise<Record<string, unknown>>;
};

/** Has a long job run after commit, by whichever process has time. */
export function queueLongJob(connection: Queryable, id: number): Promise<void> {
  return insertOutbox(connection, { task: 'run_long_job', key: `run_long_job:${id}`, payload: { long_job_id: id } });
}

/** The job that runs long jobs; a process that dies leaves it to another, which goes on from the cursor. */
export function runLongJobJob(database: Pool, kinds: readonly LongJobKind[]): Job {
  return {
    name: 'run_long_job',
    run: async (payload, context) => {
      const id = Number(payload.long_job_id);
      const job = await findLongJob(database, id);
      if (!job || job.state === 'finished' || job.state === 'failed') return;
      const kind = kinds.find((one) => one.kind === job.kind);
      if (!kind) throw new Error(`no such kind of long job: ${job.kind}`);
      await updateLongJob(database, id, { state: 'running' });
      try {
        const result = await kind.run(job, context);
        await updateLongJob(database, id, { state: 'finished', result, phase: 'finished' });
      } catch (error) {
        if (!(error instanceof BadRequest)) throw error;
        await updateLongJob(database, id, { state: 'failed', error: error.message });
      }
    },
  };
}
