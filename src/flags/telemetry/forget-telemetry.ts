import { listOldPartitions } from '#kit/postgres/list-old-partitions.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import { deleteOldSeries } from './series-store.ts';
import { deleteOldTelemetryProcesses } from './telemetry-process-store.ts';

const DAYS = 7;

/** Yesterday's partition too, because what is told late may still be about it. */
export async function ensureTelemetryPartitions(database: Queryable): Promise<void> {
  await database.query(
    `SELECT ensure_partition('telemetry_windows', 'day', clock_timestamp() + make_interval(days => day))
     FROM generate_series(-1, 2) AS day`,
  );
}

/** Forgets numbers after seven days. @returns the partitions that are gone. */
export async function forgetTelemetry(database: Queryable): Promise<string[]> {
  const old = await listOldPartitions(database, 'telemetry_windows', DAYS);
  for (const partition of old) await database.query(`DROP TABLE ${partition}`);
  // Not before the last window that names them is gone.
  await deleteOldSeries(database, DAYS + 2);
  await deleteOldTelemetryProcesses(database, DAYS + 2);
  return old;
}
