import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { TRIAL_TYPES_PATH, type TrialTypesAnswer } from '#sdk/contract.ts';
import { trialTypesSchema } from '../contract/application-schemas.ts';
import type { CurrentRules } from './current-rules.ts';
import { getRulesInForce } from './get-rules-in-force.ts';

/** The catalogue of trial types, as GitLab's client and the SDK read it. */
export function registerTrialTypeRoutes(app: Server, database: Pool, rules: CurrentRules): void {
  const config = { access: 'viewer', gitlab: true, quiet: true } as const;
  app.get(TRIAL_TYPES_PATH, { config, schema: trialTypesSchema }, async (): Promise<TrialTypesAnswer> => {
    const { ruleSet } = await getRulesInForce(database, rules);
    return {
      trial_types: Object.fromEntries(
        ruleSet.trialTypes.map((one) => [
          one.type,
          {
            duration_days: one.durationDays,
            ...(one.nextDurationDays === undefined ? {} : { next_duration_days: one.nextDurationDays }),
            ...(one.nextActiveTime === undefined ? {} : { next_active_time: one.nextActiveTime }),
            name: one.name,
            plans: one.plans,
            offered: one.offered,
            code: one.code,
          },
        ]),
      ),
    };
  });
}
