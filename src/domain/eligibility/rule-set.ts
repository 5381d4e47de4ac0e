import type { Instant } from '../time/days.ts';
import type { RuleParameters } from './rule.ts';
import { RULES } from './rules.ts';
import type { TrialType } from './trial-type.ts';

export const RULE_STATES = ['off', 'observe', 'bind'] as const;
/** `observe`: evaluated and counted, does not block. */
export type RuleState = (typeof RULE_STATES)[number];

export type RuleSetting = { readonly state: RuleState; readonly parameters: RuleParameters };

/** What operators decide: how each rule binds, and the trial types in their order of preference. */
export type RuleSetBody = {
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly trialTypes: readonly TrialType[];
};

/** That, with its growing number and the instant from which it holds. */
export type RuleSet = RuleSetBody & { readonly number: number; readonly effectiveFrom: Instant };

/** The setting of a rule; one that the set does not name yet binds with its defaults, so that a new rule works at once. */
export function settingOf(body: RuleSetBody, code: string): RuleSetting {
  const rule = RULES.find((one) => one.code === code);
  const defaults = Object.fromEntries(
    Object.entries(rule?.parameters ?? {}).map(([name, definition]) => [name, definition.default]),
  );
  const setting = body.rules[code];
  return { state: setting?.state ?? 'bind', parameters: { ...defaults, ...setting?.parameters } };
}

/**
 * The rule set in force at an instant: of those that hold by then the one with the greatest number, because a later
 * decision of the operators replaces an earlier one.
 */
export function ruleSetAt(ruleSets: readonly RuleSet[], at: Instant): RuleSet | undefined {
  let inForce: RuleSet | undefined;
  for (const ruleSet of ruleSets) {
    if (ruleSet.effectiveFrom <= at && (inForce === undefined || ruleSet.number > inForce.number)) inForce = ruleSet;
  }
  return inForce;
}

/** The next instant at which another, newer rule set takes over; `Infinity` if none is announced. */
export function nextRuleSetAt(ruleSets: readonly RuleSet[], inForce: RuleSet, at: Instant): Instant {
  let next = Infinity;
  for (const { number, effectiveFrom } of ruleSets) {
    if (number > inForce.number && effectiveFrom > at && effectiveFrom < next) next = effectiveFrom;
  }
  return next;
}
