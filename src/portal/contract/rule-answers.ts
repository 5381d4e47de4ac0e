import type { OnTheWire } from './on-the-wire.ts';
import type { toRuleSetOnWire } from './rule-set-on-wire.ts';

export type RuleSetOnWire = OnTheWire<ReturnType<typeof toRuleSetOnWire>>;

/** The rule set in force, and those announced after it. */
export type RulesAnswer = { readonly rule_set: RuleSetOnWire; readonly announced: readonly RuleSetOnWire[] };

/** Every rule set there has been, newest first. */
export type RuleHistoryAnswer = {
  readonly rule_sets: readonly (RuleSetOnWire & { readonly cause: string; readonly created_at: string })[];
};

/** The number of the rule set that a change has made. */
export type RuleSetChangedAnswer = { readonly rule_set: number };

export type TrySummary = {
  readonly rule: string;
  readonly change: { readonly state?: string; readonly parameters?: Readonly<Record<string, number>> };
  readonly rule_set: number;
  readonly gains: number;
  readonly loses: number;
  readonly by_trial_type: readonly { readonly trial_type: string; readonly gains: number; readonly loses: number }[];
};
