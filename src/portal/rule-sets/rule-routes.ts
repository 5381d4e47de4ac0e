import { Type } from 'typebox';
import { RULE_STATES, settingOf } from '#domain/eligibility/rule-set.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { reason } from '../contract/parameters.ts';
import { ruleChangeSchema } from '../contract/rule-change-schema.ts';
import { toRuleSetOnWire } from '../contract/rule-set-on-wire.ts';
import { getRule, withRule } from './change-rule.ts';
import { changeRuleSet } from './change-rule-set.ts';
import { listLiveRuleSets, listRuleSets } from './rule-set-store.ts';

const tags = ['Rules'];

/** Looking at the rules, and changing how they bind. */
export function registerRuleRoutes(app: Server, database: Pool, onChange: () => void): void {
  const list = { response: failures, tags, summary: 'The rule set in force, and those announced after it' };
  app.get('/api/v1/rules', { config: { access: 'viewer' }, schema: list }, async () => {
    const [inForce, ...announced] = await listLiveRuleSets(database);
    return {
      success: true,
      rule_set: inForce && toRuleSetOnWire(inForce),
      announced: announced.map(toRuleSetOnWire),
      states: RULE_STATES,
    };
  });

  const history = {
    response: failures,
    tags,
    summary: 'Every rule set there has been, newest first',
    querystring: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 50 }) }),
  };
  app.get('/api/v1/rule_sets', { config: { access: 'viewer' }, schema: history }, async (request) => {
    const ruleSets = await listRuleSets(database, request.query.limit);
    return {
      success: true,
      rule_sets: ruleSets.map((one) => ({ ...toRuleSetOnWire(one), cause: one.cause, created_at: one.createdAt })),
    };
  });

  const change = {
    params: Type.Object({ code: Type.String() }),
    body: Type.Object(
      { ...ruleChangeSchema, effective_at: Type.Optional(Type.String({ format: 'date-time' })), reason },
      { additionalProperties: false },
    ),
    response: failures,
    tags,
    summary: 'Change how a rule binds; try it first',
  };
  app.patch('/api/v1/rules/:code', { config: { access: 'admin' }, schema: change }, async (request) => {
    const { code } = request.params;
    const { state, parameters, effective_at: effectiveAt } = request.body;
    getRule(code);
    const number = await changeRuleSet(database, actOf(request, 'rule_changed', request.body.reason), {
      object: `rule ${code}`,
      effectiveAt: effectiveAt === undefined ? undefined : new Date(effectiveAt),
      change: (body) => withRule(body, code, { state, parameters }),
      part: (body) => settingOf(body, code),
    });
    onChange();
    return { success: true, rule_set: number };
  });
}
