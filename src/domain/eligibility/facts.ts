import type { Product } from '../purchases/purchase.ts';
import type { Day, Instant } from '../time/days.ts';

/** A trial that the namespace has had or has. Voided trials are no facts. Runs from `startsOn` up to, not on, `endsOn`. */
export type TrialFact = {
  /** The trial type's short, permanent code. */
  readonly code: string;
  readonly startsOn: Day;
  readonly endsOn: Day;
  /** An operator has allowed this type again: the trial still ran, but no longer counts as used. */
  readonly allowedAgain: boolean;
};

/** Something the namespace has bought or tries. Active from `startsOn` up to, not on, `endsOn`; null is without end. */
export type PurchaseFact = {
  readonly product: Product;
  readonly trial: boolean;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
};

/** Known only while somebody applies, and asked about only then. */
export type ApplicationFacts = {
  /** The namespace's plan as sent: undefined when the key was not there at all. */
  readonly plan: string | null | undefined;
  /** When this applicant started trials, newest last. */
  readonly startedAt: readonly Instant[];
  readonly exempt: boolean;
};

/** All that the rules may look at. */
export type Facts = {
  readonly trials: readonly TrialFact[];
  readonly purchases: readonly PurchaseFact[];
  /** The day until which an operator has blocked the namespace; null when it is not blocked, `Infinity` without end. */
  readonly blockedUntil: Day | null;
  readonly application: ApplicationFacts | null;
};

/** A namespace that the portal has never heard of. */
export const NO_FACTS: Facts = { trials: [], purchases: [], blockedUntil: null, application: null };
