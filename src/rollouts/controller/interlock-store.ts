import type { Interlock } from '#domain/rollouts/plan.ts';
import type { Queryable } from '#kit/postgres/pool.ts';

/** Something that is going on, in an environment or everywhere. */
export type KeptInterlock = {
  readonly id: number;
  readonly kind: Interlock;
  readonly environment: string | null;
  readonly reason: string;
  readonly by: string;
  readonly openedAt: Date;
  readonly until: Date | null;
};

type InterlockRow = {
  id: number;
  kind: Interlock;
  environment: string | null;
  reason: string;
  name: string;
  opened_at: Date;
  until: Date | null;
};

const GOING_ON = 'closed_at IS NULL AND (until IS NULL OR until > clock_timestamp())';

/** What is going on now. */
export async function listInterlocks(database: Queryable): Promise<KeptInterlock[]> {
  const { rows } = await database.query<InterlockRow>(
    `SELECT one.id, kind, environment, reason, staff.name, opened_at, until
     FROM rollout_interlocks one JOIN staff ON staff.id = staff_id WHERE ${GOING_ON} ORDER BY one.id`,
  );
  return rows.map(({ name: by, opened_at: openedAt, ...row }) => ({ ...row, by, openedAt }));
}

const SAY = { incident: 'There is an incident', freeze: 'There is a freeze' } as const;

/** What is going on now in one environment or everywhere, as the rules of rollouts see it. */
export async function listInterlocksIn(database: Queryable, environment: string | undefined) {
  const all = await listInterlocks(database);
  const near = all.filter((one) => one.environment === null || one.environment === environment);
  return near.map(({ kind, by, reason }) => ({ kind, sentence: `${SAY[kind]}, says ${by}: ${reason}` }));
}

export type NewInterlock = Pick<KeptInterlock, 'kind' | 'environment' | 'reason' | 'until'> & {
  readonly staffId: number;
};

export async function insertInterlock(database: Queryable, one: NewInterlock): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    `INSERT INTO rollout_interlocks (kind, environment, reason, staff_id, until) VALUES ($1, $2, $3, $4, $5)
     RETURNING id`,
    [one.kind, one.environment, one.reason, one.staffId, one.until],
  );
  return (rows[0] as { id: number }).id;
}

/** @returns false when there is none of that id that is going on. */
export async function updateInterlockClosed(database: Queryable, id: number): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE rollout_interlocks SET closed_at = clock_timestamp() WHERE id = $1 AND ${GOING_ON}`,
    [id],
  );
  return rowCount === 1;
}
