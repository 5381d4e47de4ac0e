import type { Queryable } from '#kit/postgres/pool.ts';
import type { Feature } from './feature.ts';

/** A flag in an environment, as an operator has set it. `state` is written as people write it. */
export type KeptFlag = {
  readonly environment: string;
  readonly flag: string;
  readonly state: string;
  readonly revision: number;
  readonly changedBy: string;
  readonly changedAt: Date;
};

type FlagRow = {
  environment: string;
  flag: string;
  state: string;
  revision: number;
  changed_by: string;
  changed_at: Date;
};

function toFlag({ changed_by: changedBy, changed_at: changedAt, ...row }: FlagRow): KeptFlag {
  return { ...row, changedBy, changedAt };
}

const COLUMNS = 'environment, flag, state, revision, changed_by, changed_at';

/** What was ever set; undefined lists every flag. */
export async function listKeptFlags(database: Queryable, flag?: string): Promise<KeptFlag[]> {
  const { rows } = await database.query<FlagRow>(
    `SELECT ${COLUMNS} FROM flag_states WHERE $1::text IS NULL OR flag = $1 ORDER BY flag, environment`,
    [flag ?? null],
  );
  return rows.map(toFlag);
}

export async function findKeptFlag(
  database: Queryable,
  environment: string,
  flag: string,
): Promise<KeptFlag | undefined> {
  const { rows } = await database.query<FlagRow>(
    `SELECT ${COLUMNS} FROM flag_states WHERE environment = $1 AND flag = $2`,
    [environment, flag],
  );
  return rows[0] && toFlag(rows[0]);
}

type NewState = Omit<KeptFlag, 'changedAt'> & { readonly feature: Feature };

/** Sets a flag, whether it was there or not. */
export async function updateFlag(database: Queryable, one: NewState): Promise<KeptFlag> {
  const { rows } = await database.query<FlagRow>(
    `INSERT INTO flag_states (environment, flag, state, feature, revision, changed_by) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (environment, flag) DO UPDATE SET state = excluded.state, feature = excluded.feature,
       revision = excluded.revision, changed_by = excluded.changed_by, changed_at = clock_timestamp()
     RETURNING ${COLUMNS}`,
    [one.environment, one.flag, one.state, JSON.stringify(one.feature), one.revision, one.changedBy],
  );
  return toFlag(rows[0] as FlagRow);
}

/** Forgets what was set, in every environment. */
export async function deleteKeptFlag(database: Queryable, flag: string): Promise<void> {
  await database.query('DELETE FROM flag_states WHERE flag = $1', [flag]);
}
