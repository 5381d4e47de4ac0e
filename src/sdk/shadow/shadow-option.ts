import type { FlagOption } from '../flag.ts';

/** What the product's own queries say of one namespace, and which of them say no. */
export type LegacyExplanation = {
  /** Null: none. */
  readonly plan: string | null;
  readonly trialTypes: readonly string[];
  /** Each query by its name. */
  readonly queries: Readonly<Record<string, boolean>>;
  /** Names of what decided against a trial; the same name means the same cause. */
  readonly deniedBy: readonly string[];
};

/** By id; one that is left out is unknown to the product. */
export type ExplainLegacy = (namespaceIds: readonly number[]) => Promise<ReadonlyMap<number, LegacyExplanation>>;

/** Compares each answer with what the other side says, after the caller has its own. */
export type ShadowOption = {
  /** Whether checks of this person are compared: an OpenFeature client (asked for `compare_trial_eligibility`) or a function. */
  readonly flag: FlagOption;
  readonly explainLegacy: ExplainLegacy;
  /** Of the checks, how many are compared; 1. */
  readonly share?: number;
  /** Comparisons at a time, and how many may wait; what comes on top is dropped and counted. 2 and 100. */
  readonly concurrency?: number;
  readonly waiting?: number;
  /** Milliseconds for the other side's answer; 2,000. */
  readonly deadlineMs?: number;
  /** Milliseconds between two reports to the portal; 10,000. */
  readonly reportEveryMs?: number;
  /** The environment that stands in the reports. */
  readonly environment?: string;
};
