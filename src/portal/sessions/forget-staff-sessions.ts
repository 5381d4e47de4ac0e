import type { Job } from '#kit/jobs/job.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { deleteExpiredStaffSessions } from './staff-session-store.ts';

/** Takes away sessions that have ended, each night. */
export function forgetStaffSessionsJob(database: Pool): Job {
  return {
    name: 'forget_staff_sessions',
    schedule: '23 3 * * *',
    run: () => deleteExpiredStaffSessions(database),
  };
}
