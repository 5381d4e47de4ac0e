import type { DecisionExplanation } from '#domain/eligibility/explain-decision.ts';
import type { Facts } from '#domain/eligibility/facts.ts';
import type { TrialType } from '#domain/eligibility/trial-type.ts';
import { type Instant, isoOfDay } from '#domain/time/days.ts';
import type { NamespaceExplanation } from '../eligibility/explain-namespace.ts';

/** Facts with their dates, as people read them. */
export function toFactsOnWire(facts: Facts, types: readonly TrialType[]) {
  const typeOf = new Map(types.map((one) => [one.code, one.type]));
  return {
    trials: facts.trials.map((trial) => ({
      trial_type: typeOf.get(trial.code) ?? trial.code,
      starts_on: isoOfDay(trial.startsOn),
      ends_on: isoOfDay(trial.endsOn),
      allowed_again: trial.allowedAgain,
    })),
    purchases: facts.purchases.map((purchase) => ({
      product: purchase.product,
      trial: purchase.trial,
      starts_on: isoOfDay(purchase.startsOn),
      ends_on: purchase.endsOn === null ? null : isoOfDay(purchase.endsOn),
    })),
    blocked: facts.blockedUntil !== null,
    blocked_until: facts.blockedUntil === null || facts.blockedUntil === Infinity ? null : isoOfDay(facts.blockedUntil),
  };
}

function toDecisionOnWire(decision: DecisionExplanation, types: readonly TrialType[]) {
  const type = types.find((one) => one.type === decision.trialType);
  return {
    trial_type: decision.trialType,
    name: type?.name ?? decision.trialType,
    plans: type?.plans ?? [],
    duration_days: type?.durationDays ?? null,
    eligible: decision.eligible,
    reasons: decision.reasons,
    valid_until: toTime(decision.validUntil),
    rules: decision.rules.map((rule) => ({
      code: rule.code,
      state: rule.state,
      asked: rule.asked,
      blocks: rule.blocks,
      sentence: rule.sentence,
      customer_sentence: rule.customerSentence,
    })),
  };
}

/** Why a namespace may or may not start each trial. */
export function toExplanationOnWire(explanation: NamespaceExplanation) {
  return {
    namespace_id: explanation.namespaceId,
    version: explanation.version,
    rule_set: explanation.ruleSet.number,
    at: explanation.at,
    facts: toFactsOnWire(explanation.facts, explanation.ruleSet.trialTypes),
    decisions: explanation.decisions.map((one) => toDecisionOnWire(one, explanation.ruleSet.trialTypes)),
  };
}

function toTime(instant: Instant): string | null {
  return instant === Infinity ? null : new Date(instant).toISOString();
}
