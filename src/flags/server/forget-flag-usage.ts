import type { Job } from '#kit/jobs/job.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { deleteOldEvaluations } from './evaluation-store.ts';
import { deleteOldFlagProcesses } from './flag-process-store.ts';

/** A flag is removed weeks after its rollout, so that what was evaluated is kept for longer than that. */
const DAYS = 90;

/** Each day: forgets processes and evaluations of long ago. */
export function forgetFlagUsageJob(database: Pool): Job {
  return {
    name: 'forget_flag_usage',
    schedule: '23 3 * * *',
    run: async () => {
      await deleteOldEvaluations(database, DAYS);
      await deleteOldFlagProcesses(database, DAYS);
    },
  };
}
