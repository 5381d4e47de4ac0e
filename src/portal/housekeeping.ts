import { deleteOldCallouts } from '#billing/zuora/callout-store.ts';
import { ensureTelemetryPartitions, forgetTelemetry } from '#flags/telemetry/forget-telemetry.ts';
import type { Job } from '#kit/jobs/job.ts';
import type { Pool, Queryable } from '#kit/postgres/pool.ts';
import { dropOldChanges } from './changes/change-store.ts';
import { forgetComparisons } from './comparisons/comparison-store.ts';
import { deleteOldTrackedErrors } from './errors/error-store.ts';

const FEED_DAYS = 7;

/** Partitions for this month and the next, without which neither a refusal nor an act could be kept; days for numbers. */
export async function ensurePartitions(database: Queryable): Promise<void> {
  await database.query(
    `SELECT ensure_partition(parent, 'month', clock_timestamp() + make_interval(months => month))
     FROM unnest(ARRAY['audit_log', 'refusals']) AS parent, generate_series(0, 1) AS month`,
  );
  await ensureTelemetryPartitions(database);
}

/** Each hour: makes room for what comes and forgets what is only kept for a while. */
export function housekeepingJob(database: Pool): Job {
  return {
    name: 'housekeeping',
    schedule: '7 * * * *',
    run: async (_payload, { logger }) => {
      await ensurePartitions(database);
      const dropped = await dropOldChanges(database, FEED_DAYS);
      if (dropped.length > 0) logger.info({ partitions: dropped }, 'old changes dropped');
      const forgotten = await forgetTelemetry(database);
      if (forgotten.length > 0) logger.info({ partitions: forgotten }, 'old numbers dropped');
      await database.query("DELETE FROM idempotency_keys WHERE created_at < clock_timestamp() - interval '30 days'");
      await forgetComparisons(database);
      await deleteOldTrackedErrors(database, 90);
      await database.query(
        "DELETE FROM long_jobs WHERE state = 'uploading' AND updated_at < clock_timestamp() - interval '7 days'",
      );
      await database.query("DELETE FROM long_jobs WHERE updated_at < clock_timestamp() - interval '90 days'");
      await deleteOldCallouts(database);
      await database.query(
        `INSERT INTO outbox (task, key, payload)
         SELECT 'deliver_lead', 'deliver_lead:' || id, jsonb_build_object('lead_id', id) FROM leads
         WHERE delivered_at IS NULL
           AND NOT EXISTS (SELECT FROM graphile_worker.jobs WHERE key = 'deliver_lead:' || leads.id)`,
      );
    },
  };
}
