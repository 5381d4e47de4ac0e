import type { Connection, Queryable } from '#kit/postgres/pool.ts';
import type { ComparisonSample, ComparisonsReport } from '#sdk/contract.ts';

export type GroupKey = {
  readonly plan: string;
  readonly trial_type: string;
  readonly outcome: string;
  readonly cause: string;
};
export type GroupCount = GroupKey & { readonly n: number; readonly first_at: Date; readonly last_at: Date };

export type Window = { readonly environment?: string | undefined; readonly days: number };

export const UNKNOWN_ENVIRONMENT = 'unknown';

/** Takes a report in. @returns false for one that was taken in before. */
export async function insertReport(
  connection: Connection,
  id: string,
  report: Omit<ComparisonsReport, 'id'>,
): Promise<boolean> {
  const { rowCount } = await connection.query(
    'INSERT INTO comparison_reports (id) VALUES ($1) ON CONFLICT DO NOTHING',
    [id],
  );
  if (rowCount === 0) return false;
  const environment = report.environment ?? UNKNOWN_ENVIRONMENT;
  await connection.query(
    `INSERT INTO comparison_counts AS kept (hour, environment, run_id, mode, plan, trial_type, outcome, cause, n)
     SELECT date_trunc('hour', clock_timestamp()), $1, $2, mode, plan, trial_type, outcome, cause, sum(n)
     FROM jsonb_to_recordset($3::jsonb) AS told (mode text, plan text, trial_type text, outcome text, cause text, n bigint)
     GROUP BY mode, plan, trial_type, outcome, cause ORDER BY mode, plan, trial_type, outcome, cause
     ON CONFLICT (hour, environment, run_id, mode, plan, trial_type, outcome, cause)
     DO UPDATE SET n = kept.n + excluded.n, last_at = clock_timestamp()`,
    [environment, report.run_id ?? 0, JSON.stringify(report.counts)],
  );
  await connection.query(
    `INSERT INTO comparison_samples (at, environment, mode, plan, trial_type, outcome, cause, namespace_id, old, new)
     SELECT least(at, clock_timestamp()), $1, mode, plan, trial_type, outcome, cause, namespace_id, old, new
     FROM jsonb_to_recordset($2::jsonb) AS told (at timestamptz, mode text, plan text, trial_type text, outcome text,
       cause text, namespace_id bigint, old jsonb, new jsonb)`,
    [environment, JSON.stringify(report.samples)],
  );
  return true;
}

/** Sums of every group within the window. @param runId of that comparison without traffic alone. */
export async function listGroupCounts(database: Queryable, { environment, days }: Window, runId?: number) {
  const { rows } = await database.query<GroupCount>(
    `SELECT plan, trial_type, outcome, cause, sum(n)::float8 AS n, min(hour) AS first_at, max(last_at) AS last_at
     FROM comparison_counts WHERE hour >= clock_timestamp() - make_interval(days => $1)
       AND ($2::text IS NULL OR environment = $2) AND ($3::bigint IS NULL OR run_id = $3)
     GROUP BY plan, trial_type, outcome, cause ORDER BY n DESC, plan, trial_type, outcome, cause`,
    [days, environment, runId],
  );
  return rows;
}

/** The newest ones of a group. */
export async function listSamples(
  database: Queryable,
  { environment, days }: Window,
  group: GroupKey,
  limit: number,
): Promise<ComparisonSample[]> {
  const { rows } = await database.query<Omit<ComparisonSample, 'at'> & { at: Date }>(
    `SELECT at, mode, plan, trial_type, outcome, cause, namespace_id, old, new FROM comparison_samples
     WHERE outcome = $1 AND plan = $2 AND trial_type = $3 AND cause = $4
       AND at >= clock_timestamp() - make_interval(days => $5) AND ($6::text IS NULL OR environment = $6)
     ORDER BY id DESC LIMIT $7`,
    [group.outcome, group.plan, group.trial_type, group.cause, days, environment, limit],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Sums are kept for 90 days, samples for 30 and at most 200 of a group, marks of reports for a day. */
export async function forgetComparisons(database: Queryable): Promise<void> {
  await database.query("DELETE FROM comparison_counts WHERE hour < clock_timestamp() - interval '90 days'");
  await database.query("DELETE FROM comparison_reports WHERE at < clock_timestamp() - interval '1 day'");
  await database.query(
    `DELETE FROM comparison_samples WHERE at < clock_timestamp() - interval '30 days' OR id IN (
       SELECT id FROM (
         SELECT id, row_number() OVER (PARTITION BY outcome, plan, trial_type, cause ORDER BY id DESC) AS place
         FROM comparison_samples
       ) AS placed WHERE place > 200
     )`,
  );
}
