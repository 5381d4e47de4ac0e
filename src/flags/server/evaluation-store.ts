import type { Queryable } from '#kit/postgres/pool.ts';

/** How often a process has evaluated flags, as it tells of it. */
export type Evaluations = {
  readonly environment: string;
  readonly appName: string;
  readonly instanceId: string;
  readonly flags: Readonly<Record<string, { readonly yes: number; readonly no: number }>>;
};

/** Where a flag was evaluated, over the time that is kept. */
export type EvaluatedBy = {
  readonly environment: string;
  readonly appName: string;
  readonly instances: number;
  readonly yes: number;
  readonly no: number;
  readonly lastAt: Date;
};

/** Adds them to this hour's. Times are the database's, because clocks of processes differ. */
export async function insertEvaluations(database: Queryable, told: Evaluations): Promise<void> {
  const flags = Object.entries(told.flags);
  if (flags.length === 0) return;
  await database.query(
    `INSERT INTO flag_evaluations AS one (environment, app_name, instance_id, flag, yes, no, hour, last_at)
     SELECT $1, $2, $3, flag, yes, no, date_trunc('hour', clock_timestamp()), clock_timestamp()
     FROM unnest($4::text[], $5::bigint[], $6::bigint[]) AS told (flag, yes, no) ORDER BY flag
     ON CONFLICT (flag, environment, hour, app_name, instance_id) DO UPDATE
       SET yes = one.yes + excluded.yes, no = one.no + excluded.no, last_at = excluded.last_at`,
    [
      told.environment,
      told.appName,
      told.instanceId,
      flags.map(([flag]) => flag),
      flags.map(([, { yes }]) => yes),
      flags.map(([, { no }]) => no),
    ],
  );
}

type EvaluatedRow = {
  environment: string;
  app_name: string;
  instances: number;
  yes: string;
  no: string;
  last_at: Date;
};

/** Each program that has evaluated a flag, by environment, the latest first. */
export async function listEvaluatedBy(database: Queryable, flag: string): Promise<EvaluatedBy[]> {
  const { rows } = await database.query<EvaluatedRow>(
    `SELECT environment, app_name, count(DISTINCT instance_id) AS instances, sum(yes) AS yes, sum(no) AS no,
       max(last_at) AS last_at
     FROM flag_evaluations WHERE flag = $1 GROUP BY environment, app_name ORDER BY last_at DESC`,
    [flag],
  );
  return rows.map((row) => ({
    environment: row.environment,
    appName: row.app_name,
    instances: row.instances,
    yes: Number(row.yes),
    no: Number(row.no),
    lastAt: row.last_at,
  }));
}

/** When each flag was last evaluated anywhere, by name. */
export async function listLastEvaluated(database: Queryable): Promise<Map<string, Date>> {
  const { rows } = await database.query<{ flag: string; last_at: Date }>(
    'SELECT flag, max(last_at) AS last_at FROM flag_evaluations GROUP BY flag',
  );
  return new Map(rows.map((row) => [row.flag, row.last_at]));
}

export async function deleteOldEvaluations(database: Queryable, days: number): Promise<void> {
  await database.query('DELETE FROM flag_evaluations WHERE hour < clock_timestamp() - make_interval(days => $1)', [
    days,
  ]);
}

/** When each flag was last evaluated in each environment. @param flag undefined: every flag. */
export async function listLastEvaluatedIn(
  database: Queryable,
  flag?: string,
): Promise<{ flag: string; environment: string; lastAt: Date }[]> {
  const { rows } = await database.query<{ flag: string; environment: string; last_at: Date }>(
    `SELECT flag, environment, max(last_at) AS last_at FROM flag_evaluations
     WHERE $1::text IS NULL OR flag = $1 GROUP BY flag, environment`,
    [flag ?? null],
  );
  return rows.map(({ last_at: lastAt, ...row }) => ({ ...row, lastAt }));
}
