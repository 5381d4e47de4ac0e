import type { Job } from '#kit/jobs/job.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { deleteExpiredSessions } from './session-store.ts';

/** Takes away sessions that have ended, each night. */
export function forgetSessions(database: Pool): Job {
  return { name: 'forget_sessions', schedule: '17 3 * * *', run: () => deleteExpiredSessions(database) };
}
