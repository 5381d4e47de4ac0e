import type { Queryable } from '#kit/postgres/pool.ts';
import type { ReportingProcess } from './reading.ts';

export type SeenProcess = ReportingProcess & {
  readonly id: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** When it said that it was told to stop. */
  readonly stoppedAt: Date | null;
  /** Milliseconds since it was heard, by the database's clock. */
  readonly silentFor: number;
};

type ProcessRow = {
  id: number;
  environment: string;
  service: string;
  instance_id: string;
  version: string;
  first_seen_at: Date;
  last_seen_at: Date;
  stopped_at: Date | null;
  silent_for: number;
};

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

/** Processes of an environment that were heard within so many seconds, by name. */
export async function listTelemetryProcesses(
  database: Queryable,
  environment: string,
  seconds: number,
): Promise<SeenProcess[]> {
  const { rows } = await database.query<ProcessRow>(
    `SELECT *, extract(epoch FROM clock_timestamp() - last_seen_at)::float8 * 1000 AS silent_for FROM telemetry_processes
     WHERE environment = $1 AND last_seen_at > clock_timestamp() - make_interval(secs => $2)
     ORDER BY service, instance_id`,
    [environment, seconds],
  );
  return rows.map((row) => ({
    id: row.id,
    environment: row.environment,
    service: row.service,
    instanceId: row.instance_id,
    version: row.version,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    stoppedAt: row.stopped_at,
    silentFor: row.silent_for,
  }));
}

/** Forgets processes that were not heard for so many days. */
export async function deleteOldTelemetryProcesses(database: Queryable, days: number): Promise<void> {
  await database.query(
    'DELETE FROM telemetry_processes WHERE last_seen_at < clock_timestamp() - make_interval(days => $1)',
    [days],
  );
}
