import type { Queryable } from '#kit/postgres/pool.ts';
import type { ErrorReport } from '#kit/telemetry/error-reporter.ts';
import type { TrackedError } from '../contract/tracked-error-on-wire.ts';

/** Counts one more of its kind. */
export async function updateTrackedError(database: Queryable, report: ErrorReport): Promise<void> {
  const flags = Object.entries(report.flags);
  const of = (wanted: boolean) => flags.flatMap(([name, value]) => (value === wanted ? [name] : []));
  await database.query(
    `INSERT INTO tracked_errors AS one
       (environment, service, fingerprint, title, commit, request_id, flags_on, flags_off)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (environment, service, fingerprint) DO UPDATE
       SET n = one.n + 1, last_at = clock_timestamp(), title = excluded.title, commit = excluded.commit,
         request_id = excluded.request_id,
         flags_on = ARRAY(SELECT DISTINCT unnest(one.flags_on || excluded.flags_on) ORDER BY 1),
         flags_off = ARRAY(SELECT DISTINCT unnest(one.flags_off || excluded.flags_off) ORDER BY 1)`,
    [
      ...[report.environment, report.service, report.fingerprint, report.title, report.commit, report.requestId],
      ...[of(true), of(false)],
    ],
  );
}

/** Those of an environment that were first, or last, met since then, the newest first. */
export async function listTrackedErrors(
  database: Queryable,
  environment: string,
  since: Date,
  limit: number,
  met: 'first' | 'last' = 'first',
): Promise<TrackedError[]> {
  const at = `${met}_at`;
  const { rows } = await database.query<TrackedError>(
    `SELECT * FROM tracked_errors WHERE environment = $1 AND ${at} >= $2 ORDER BY ${at} DESC LIMIT $3`,
    [environment, since, limit],
  );
  return rows;
}

/** Forgets what was not met for so many days. */
export async function deleteOldTrackedErrors(database: Queryable, days: number): Promise<void> {
  await database.query('DELETE FROM tracked_errors WHERE last_at < clock_timestamp() - make_interval(days => $1)', [
    days,
  ]);
}
