import type { Instant } from '../time/days.ts';
import type { Facts } from './facts.ts';
import type { TrialType } from './trial-type.ts';

/** A rule's named numbers, as the rule set gives them. */
export type RuleParameters = Readonly<Record<string, number>>;

export type ParameterDefinition = {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: string;
};

/**
 * One reason why a namespace may not start a trial. Pure: the same facts, type, instant and parameters give the same
 * answer, in whatever time zone the process runs.
 */
export type Rule = {
  /** Stable; stands in answers, logs and docs/errors.md. */
  readonly code: string;
  /** `at_application`: needs to know who applies, so it is asked only then. */
  readonly asked: 'always' | 'at_application';
  /** `namespace`: the same for every trial type, so that it is asked once for all of them. A test holds it to that. */
  readonly about: 'namespace' | 'trial_type';
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly blocks: (facts: Facts, trialType: TrialType, at: Instant, parameters: RuleParameters) => boolean;
  /** The next instant after `at` at which the answer can change by the passing of time alone; `Infinity` if never. */
  readonly changesAt: (facts: Facts, trialType: TrialType, at: Instant, parameters: RuleParameters) => Instant;
  /** For operators: what the facts say, with dates, whether it blocks or not. */
  readonly sentence: (facts: Facts, trialType: TrialType, at: Instant, parameters: RuleParameters) => string;
  /** For anyone: what they can do next; never how abuse is recognised. */
  readonly customerSentence: string;
};

export const NO_PARAMETERS: Rule['parameters'] = {};
