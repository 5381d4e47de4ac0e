import type { RuleSetOnWire } from '#portal/contract/rule-answers.ts';

/**
 * The rule set that another one takes over from: of those made before it, the newest that was in force by then. The
 * number before may belong to one that is announced for later.
 */
export function findRuleSetBefore(ruleSets: readonly RuleSetOnWire[], one: RuleSetOnWire): RuleSetOnWire | undefined {
  return ruleSets
    .filter((other) => other.number < one.number && other.effective_from <= one.effective_from)
    .reduce<RuleSetOnWire | undefined>((best, other) => (best && best.number > other.number ? best : other), undefined);
}
