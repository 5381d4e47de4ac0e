import type { Queryable } from '#kit/postgres/pool.ts';
import type { ReportingProcess } from './reading.ts';

/** Notes that a process was heard. @returns its id. */
export async function updateTelemetryProcess(
  database: Queryable,
  { environment, service, instanceId, version }: ReportingProcess,
  isStopping: boolean,
): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    `INSERT INTO telemetry_processes AS one (environment, service, instance_id, version, stopped_at)
     VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN clock_timestamp() END)
     ON CONFLICT (environment, service, instance_id) DO UPDATE
       SET version = excluded.version, last_seen_at = clock_timestamp(), stopped_at = excluded.stopped_at
     RETURNING id`,
    [environment, service, instanceId, version, isStopping],
  );
  return (rows[0] as { id: number }).id;
}

/** Forgets processes that were not heard for so many days. */
export async function deleteOldTelemetryProcesses(database: Queryable, days: number): Promise<void> {
  await database.query(
    'DELETE FROM telemetry_processes WHERE last_seen_at < clock_timestamp() - make_interval(days => $1)',
    [days],
  );
}
