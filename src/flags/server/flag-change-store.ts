import type { Queryable } from '#kit/postgres/pool.ts';

/** A change that was made to a flag, with why. */
export type FlagChange = {
  readonly environment: string;
  readonly flag: string;
  readonly revision: number;
  readonly stateBefore: string;
  readonly stateAfter: string;
  readonly changedBy: string;
  readonly reason: string;
};

export type KeptFlagChange = FlagChange & { readonly changedAt: Date };

type ChangeRow = {
  environment: string;
  flag: string;
  revision: number;
  state_before: string;
  state_after: string;
  changed_by: string;
  reason: string;
  changed_at: Date;
};

/** Adds a line. The table refuses everything else. */
export async function insertFlagChange(database: Queryable, change: FlagChange): Promise<void> {
  const { environment, flag, revision, stateBefore, stateAfter, changedBy, reason } = change;
  await database.query(
    `INSERT INTO flag_changes (environment, flag, revision, state_before, state_after, changed_by, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [environment, flag, revision, stateBefore, stateAfter, changedBy, reason],
  );
}

/** The newest changes of a flag in every environment, newest first. */
export async function listFlagChanges(database: Queryable, flag: string, limit: number): Promise<KeptFlagChange[]> {
  const { rows } = await database.query<ChangeRow>(
    'SELECT * FROM flag_changes WHERE flag = $1 ORDER BY id DESC LIMIT $2',
    [flag, limit],
  );
  return rows.map((row) => ({
    environment: row.environment,
    flag: row.flag,
    revision: row.revision,
    stateBefore: row.state_before,
    stateAfter: row.state_after,
    changedBy: row.changed_by,
    reason: row.reason,
    changedAt: row.changed_at,
  }));
}
