import type { Clock } from '#kit/clock/clock.ts';
import { todayOf } from '#kit/clock/today-of.ts';
import type { ExplainLegacy } from '#sdk/index.ts';
import { mayTryFrom } from '../trials/eligible-plans.ts';
import { typesForPlan } from './eligibility-source-database.ts';
import type { LegacyExplanation, LegacyQueries } from './legacy-queries.ts';

/** The old queries with what each says, for comparing them with the portal. */
export function explainLegacyQueries(queries: LegacyQueries, clock: Clock): ExplainLegacy {
  return async (namespaceIds) => {
    const explained = await queries.explainAmong(namespaceIds, todayOf(clock));
    return new Map(
      explained.map((one) => {
        const deniedBy = listDenials(one);
        const queries = {
          no_active_duo_pro_trial: one.noActiveDuoProTrial,
          not_duo_enterprise: one.notDuoEnterprise,
          premium_can_trial_again: one.premiumCanTrialAgain,
        };
        return [
          one.id,
          { plan: one.plan, trialTypes: deniedBy.length > 0 ? [] : typesForPlan(one.plan), queries, deniedBy },
        ];
      }),
    );
  };
}

/** What decides against a trial, by names that stand in docs/differences.md. */
function listDenials(one: LegacyExplanation): string[] {
  return [
    ...(mayTryFrom(one.plan) ? [] : ['plan']),
    ...(one.noActiveDuoProTrial ? [] : ['active_duo_pro_trial']),
    ...(one.notDuoEnterprise || one.premiumCanTrialAgain ? [] : ['duo_enterprise_ever']),
  ];
}
