import type { Queryable } from '#kit/postgres/pool.ts';
import { FREE_PLAN } from './plan-facts.ts';
import type { Plan } from './subscription.ts';

type PlanRow = { id: number; name: string; title: string | null; plan_name_uid: number | null };

/** The plan of that code, if there is one. */
export async function findPlan(database: Queryable, code: string): Promise<Plan | undefined> {
  const { rows } = await database.query<PlanRow>('SELECT id, name, title, plan_name_uid FROM plans WHERE name = $1', [
    code,
  ]);
  const [row] = rows;
  return row && { id: row.id, code: row.name, name: row.title ?? row.name, nameUid: row.plan_name_uid };
}

/** The free plan. @throws {Error} when it is missing, because the migrations put it there. */
export async function getFreePlan(database: Queryable): Promise<Plan> {
  const plan = await findPlan(database, FREE_PLAN);
  if (plan === undefined) throw new Error('The table plans lacks the free plan.');
  return plan;
}

/** The codes of all plans, in GitLab's order. */
export async function listPlanCodes(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    'SELECT name FROM plans WHERE name IS NOT NULL ORDER BY plan_name_uid NULLS LAST, id',
  );
  return rows.map((row) => row.name);
}
