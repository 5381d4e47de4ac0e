import type { RuleSet, RuleSetBody } from '#domain/eligibility/rule-set.ts';
import { settingOf } from '#domain/eligibility/rule-set.ts';
import { RULES } from '#domain/eligibility/rules.ts';
import type { TrialType } from '#domain/eligibility/trial-type.ts';

/** Every rule with its state and parameters in a rule set. */
export function toRulesOnWire(body: RuleSetBody) {
  return RULES.map((rule) => ({
    code: rule.code,
    asked: rule.asked,
    ...settingOf(body, rule.code),
    parameter_definitions: rule.parameters,
    customer_sentence: rule.customerSentence,
  }));
}

export function toTrialTypeOnWire(trialType: TrialType) {
  return {
    type: trialType.type,
    code: trialType.code,
    name: trialType.name,
    plans: trialType.plans,
    duration_days: trialType.durationDays,
    next_duration_days: trialType.nextDurationDays ?? null,
    next_active_time: trialType.nextActiveTime ?? null,
    repeatable: trialType.repeatable,
    retrial_window_days: trialType.retrialWindowDays,
    add_on: trialType.addOn,
    offered: trialType.offered,
  };
}

export function toRuleSetOnWire(ruleSet: RuleSet) {
  return {
    number: ruleSet.number,
    effective_from: new Date(ruleSet.effectiveFrom),
    rules: toRulesOnWire(ruleSet),
    trial_types: ruleSet.trialTypes.map(toTrialTypeOnWire),
  };
}
