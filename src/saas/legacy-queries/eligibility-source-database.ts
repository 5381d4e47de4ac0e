import type { Clock } from '#kit/clock/clock.ts';
import { todayOf } from '#kit/clock/today-of.ts';
import type { LegacyQuery } from '#sdk/index.ts';
import { mayTryFrom } from '../trials/eligible-plans.ts';
import type { LegacyQueries } from './legacy-queries.ts';

const FREE_TYPE = 'ultimate_with_gitlab_duo_enterprise';
const PREMIUM_TYPE = 'ultimate_on_premium_with_gitlab_duo_enterprise';

/** The type that the old code asked for by itself. */
export const typesForPlan = (plan: string | null) => [plan === 'premium' ? PREMIUM_TYPE : FREE_TYPE];

/** The old queries as the SDK asks them: the type that a namespace's plan calls for, where they let it through. */
export function eligibilitySourceDatabase(queries: LegacyQueries, clock: Clock): LegacyQuery {
  return async (namespaceIds) => {
    const eligible = await queries.listEligibleAmong(namespaceIds, todayOf(clock));
    const passing = eligible.filter(({ plan }) => mayTryFrom(plan));
    return new Map(passing.map(({ id, plan }) => [id, typesForPlan(plan)]));
  };
}
