import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { toTrialTypeChange, trialTypeChangeSchema } from '../contract/trial-type-change.ts';
import { changeRuleSet } from './change-rule-set.ts';
import { withTrialType } from './change-trial-type.ts';

/** Changing trial types: offering and retiring them is a change of `offered`. */
export function registerTrialTypeChangeRoutes(app: Server, database: Pool, onChange: () => void): void {
  const schema = {
    params: Type.Object({ type: Type.String({ pattern: '^[a-z][a-z0-9_]{2,99}$' }) }),
    body: trialTypeChangeSchema,
    response: failures,
    tags: ['Rules'],
    summary: 'Change a trial type, offer or retire it, or add one',
  };
  app.patch('/api/v1/trial_types/:type', { config: { access: 'operator' }, schema }, async (request) => {
    const { type } = request.params;
    const { effective_at: effectiveAt } = request.body;
    const number = await changeRuleSet(database, actOf(request, 'trial_type_changed', request.body.reason), {
      object: `trial type ${type}`,
      effectiveAt: effectiveAt === undefined ? undefined : new Date(effectiveAt),
      change: (body) => withTrialType(body, type, toTrialTypeChange(request.body)),
      part: (body) => body.trialTypes.find((one) => one.type === type) ?? null,
    });
    onChange();
    return { success: true, rule_set: number };
  });
}
