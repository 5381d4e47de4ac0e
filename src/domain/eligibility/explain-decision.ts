import type { Instant } from '../time/days.ts';
import { Decider } from './decider.ts';
import type { Facts } from './facts.ts';
import { type RuleSetBody, type RuleState, settingOf } from './rule-set.ts';
import { RULES } from './rules.ts';
import type { TrialType } from './trial-type.ts';

/** One rule's part in a decision. */
export type RuleExplanation = {
  readonly code: string;
  readonly state: RuleState;
  readonly asked: 'always' | 'at_application';
  readonly blocks: boolean;
  readonly sentence: string;
  readonly customerSentence: string;
};

export type DecisionExplanation = {
  readonly trialType: string;
  readonly eligible: boolean;
  readonly reasons: readonly { readonly code: string; readonly sentence: string }[];
  readonly validUntil: Instant;
  readonly rules: readonly RuleExplanation[];
};

/** The same decision that the answer carries, with every rule's own words. */
export function explainDecision(
  body: RuleSetBody,
  facts: Facts,
  trialType: TrialType,
  at: Instant,
): DecisionExplanation {
  const decision = new Decider(body).decide(facts, trialType, at);
  const rules = RULES.map((rule) => {
    const { state, parameters } = settingOf(body, rule.code);
    return {
      code: rule.code,
      state,
      asked: rule.asked,
      blocks: state !== 'off' && rule.blocks(facts, trialType, at, parameters),
      sentence: rule.sentence(facts, trialType, at, parameters),
      customerSentence: rule.customerSentence,
    };
  });
  return {
    trialType: trialType.type,
    eligible: decision.blocking === 0,
    reasons: rules
      .filter((rule) => rule.blocks && rule.state === 'bind')
      .map(({ code, sentence }) => ({ code, sentence })),
    validUntil: decision.validUntil,
    rules,
  };
}
