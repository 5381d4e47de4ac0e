import type { Plan } from '#domain/rollouts/plan.ts';
import type { Queryable } from '#kit/postgres/pool.ts';

/** A rollout with its plan; its state is in its events. */
export type KeptRollout = {
  readonly id: number;
  readonly flag: string;
  readonly planHash: string;
  readonly plan: Plan;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
};

type RolloutRow = {
  id: number;
  flag: string;
  plan_hash: string;
  plan: Plan;
  started_at: Date;
  finished_at: Date | null;
};

function toRollout({ plan_hash: planHash, started_at: startedAt, finished_at: finishedAt, ...row }: RolloutRow) {
  return { ...row, planHash, startedAt, finishedAt };
}

const SELECT = `SELECT rollouts.id, rollouts.flag, plan_hash, plan, started_at, finished_at
  FROM rollouts JOIN rollout_plans ON rollout_plans.hash = plan_hash`;

/** Those that are under way, the oldest first. */
export async function listRunningRollouts(database: Queryable): Promise<KeptRollout[]> {
  const { rows } = await database.query<RolloutRow>(`${SELECT} WHERE finished_at IS NULL ORDER BY id`);
  return rows.map(toRollout);
}

/** The newest ones, of every flag or of one. */
export async function listRollouts(database: Queryable, limit: number, flag?: string): Promise<KeptRollout[]> {
  const { rows } = await database.query<RolloutRow>(
    `${SELECT} WHERE $2::text IS NULL OR rollouts.flag = $2 ORDER BY rollouts.id DESC LIMIT $1`,
    [limit, flag ?? null],
  );
  return rows.map(toRollout);
}

/** Locks it until the transaction ends: whoever changes it does so alone. */
export async function findRolloutLocked(connection: Queryable, id: number): Promise<KeptRollout | undefined> {
  // In a statement of its own, because what is joined to a row that was waited for is read before the wait.
  await connection.query('SELECT FROM rollouts WHERE id = $1 FOR UPDATE', [id]);
  const { rows } = await connection.query<RolloutRow>(`${SELECT} WHERE rollouts.id = $1`, [id]);
  return rows[0] && toRollout(rows[0]);
}

type NewPlan = { readonly hash: string; readonly plan: Plan; readonly yaml: string };

/** @returns undefined when one of that flag is under way. */
export async function insertRollout(connection: Queryable, one: NewPlan): Promise<number | undefined> {
  await insertPlan(connection, one);
  const { rows } = await connection.query<{ id: number }>(
    `INSERT INTO rollouts (flag, plan_hash) VALUES ($1, $2)
     ON CONFLICT (flag) WHERE finished_at IS NULL DO NOTHING RETURNING id`,
    [one.plan.flag, one.hash],
  );
  return rows[0]?.id;
}

/** Goes on by another plan. */
export async function updateRolloutPlan(connection: Queryable, id: number, one: NewPlan): Promise<void> {
  await insertPlan(connection, one);
  await connection.query('UPDATE rollouts SET plan_hash = $2 WHERE id = $1', [id, one.hash]);
}

async function insertPlan(connection: Queryable, { hash, plan, yaml }: NewPlan): Promise<void> {
  await connection.query(
    'INSERT INTO rollout_plans (hash, flag, plan, yaml) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [hash, plan.flag, JSON.stringify(plan), yaml],
  );
}

export async function updateRolloutFinished(connection: Queryable, id: number): Promise<void> {
  await connection.query('UPDATE rollouts SET finished_at = coalesce(finished_at, clock_timestamp()) WHERE id = $1', [
    id,
  ]);
}
