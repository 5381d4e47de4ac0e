import type { ComparisonOutcome } from './classify.ts';
import type { LegacyExplanation } from './shadow-option.ts';

/** What the portal says of one namespace, with the codes of the rules that block each type that may not be started. */
export type PortalExplanation = {
  readonly trialTypes: readonly string[];
  readonly reasons: Readonly<Record<string, readonly string[]>>;
  readonly version: number;
  readonly ruleSet: number;
};

/** One namespace, compared. */
export type Comparison = {
  readonly namespaceId: number;
  /** `none` for no plan. */
  readonly plan: string;
  /** The type that the plan calls for. */
  readonly trialType: string;
  readonly outcome: ComparisonOutcome;
  /** What decided against the trial on the side that denies it, `+` between several; empty for a match. */
  readonly cause: string;
  /** Both explanations, where they were asked for. */
  readonly old?: LegacyExplanation | undefined;
  readonly new?: PortalExplanation | undefined;
};

/** `shadow`: the old answer was served, `checked`: the new one; `run`: neither, a comparison without traffic. */
export type ComparisonMode = 'shadow' | 'checked' | 'run';
