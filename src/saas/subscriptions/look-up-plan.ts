import type { Queryable } from '#kit/postgres/pool.ts';
import { findPlan, getFreePlan, listPlanCodes } from './plan-store.ts';
import type { Problems } from './problems.ts';
import type { Plan } from './subscription.ts';

export type LookedUpPlan =
  | { readonly kind: 'found'; readonly plan: Plan | undefined }
  | { readonly kind: 'unknown'; readonly problems: Problems };

/** The plan that a caller sent: none where none was sent, free for null, a problem for a code that there is not. */
export async function lookUpPlan(database: Queryable, code: string | null | undefined): Promise<LookedUpPlan> {
  if (code === undefined) return { kind: 'found', plan: undefined };
  if (code === null) return { kind: 'found', plan: await getFreePlan(database) };
  const plan = await findPlan(database, code);
  if (plan !== undefined) return { kind: 'found', plan };
  const codes = await listPlanCodes(database);
  return { kind: 'unknown', problems: { planCode: [`must be one of ${codes.join(', ')}, or null`] } };
}
