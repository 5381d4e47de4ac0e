import { type DecisionExplanation, explainDecision } from '#domain/eligibility/explain-decision.ts';
import type { Facts } from '#domain/eligibility/facts.ts';
import { nextRuleSetAt, type RuleSet, ruleSetAt } from '#domain/eligibility/rule-set.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import { findRuleSetAt, listLiveRuleSets } from '../rule-sets/rule-set-store.ts';
import { readFactsAsOf } from './facts-store.ts';

export type NamespaceExplanation = {
  readonly namespaceId: number;
  readonly version: number;
  readonly ruleSet: RuleSet;
  readonly at: Date;
  readonly facts: Facts;
  readonly decisions: readonly DecisionExplanation[];
};

/**
 * Why a namespace may or may not start each offered trial, now, as of a past time (with the records and the rule set of
 * then), or at a future one (with the records of now and the rule set that is announced for then).
 * @throws {BadRequest} for a time before the first rule set.
 */
export async function explainNamespace(
  database: Queryable,
  namespaceId: number,
  asked: Date | undefined,
): Promise<NamespaceExplanation> {
  const { rows } = await database.query<{ now: Date; version: number | null }>(
    'SELECT clock_timestamp() AS now, (SELECT eligibility_version FROM namespaces WHERE id = $1) AS version',
    [namespaceId],
  );
  const now = rows[0]?.now ?? new Date();
  const at = asked ?? now;
  const live = await listLiveRuleSets(database);
  const ruleSet = at < now ? await findRuleSetAt(database, at) : ruleSetAt(live, at.getTime());
  if (!ruleSet) {
    throw new BadRequest('There was no rule set at that time.', {
      attributes: { at: ['is before the first rule set'] },
    });
  }
  // Postgres keeps microseconds and a Date drops them, so "now" would miss a row of this very millisecond.
  const facts = await readFactsAsOf(database, namespaceId, asked && at < now ? at : new Date(now.getTime() + 1));
  const nextAt = nextRuleSetAt(live, ruleSet, at.getTime());
  const decisions = ruleSet.trialTypes
    .filter((trialType) => trialType.offered)
    .map((trialType) => {
      const decision = explainDecision(ruleSet, facts, trialType, at.getTime());
      return { ...decision, validUntil: Math.min(decision.validUntil, nextAt) };
    });
  return { namespaceId, version: rows[0]?.version ?? 0, ruleSet, at, facts, decisions };
}
