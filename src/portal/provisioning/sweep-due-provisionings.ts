import type { Job } from '#kit/jobs/job.ts';
import type { Pool } from '#kit/postgres/pool.ts';

/**
 * Every minute queues the namespaces of which saas has to be told something today: trials that end on their day,
 * purchases that begin or end. A namespace whose job waits already keeps that job and its backoff.
 */
export function sweepDueProvisioningsJob(database: Pool): Job {
  return {
    name: 'sweep_due_provisionings',
    schedule: '* * * * *',
    run: async () => {
      await database.query(
        `INSERT INTO outbox (task, key, payload)
         SELECT DISTINCT 'provision_namespace', 'provision_namespace:' || namespace_id,
           jsonb_build_object('namespace_id', namespace_id)
         FROM provisionings
         WHERE due_on <= (clock_timestamp() AT TIME ZONE 'UTC')::date AND state <> 'undeliverable'
           AND NOT EXISTS (SELECT FROM graphile_worker.jobs WHERE key = 'provision_namespace:' || namespace_id)`,
      );
    },
  };
}
