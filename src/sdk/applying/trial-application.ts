import type { Floor } from '../eligibility-source.ts';

/** A person's application for a trial of one namespace. */
export type TrialApplication = {
  /** The person: `users.id`. */
  readonly uid: number;
  readonly namespaceId: number;
  readonly trialType: string;
  /** The namespace's plan; null for none. Left out, the portal does not look at it. */
  readonly plan?: string | null;
  /** The same key with the same application is the same application, however often it is sent. */
  readonly idempotencyKey?: string;
  /** More of what GitLab sends in `trial_user`, in the wire's own names. */
  readonly attributes?: Readonly<Record<string, unknown>>;
};

/** What a person tells about themselves before a trial. Goes to the portal in the wire's own names. */
export type TrialLead = {
  readonly uid: number;
  readonly namespaceId?: number;
  readonly attributes: Readonly<Record<string, unknown>>;
};

export type StartedTrial = {
  readonly outcome: 'started';
  readonly trialType: string;
  /** UTC days; it no longer runs on `endsOn`. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** From where on in the namespace's history it is known: keep it in the session, and ask with it. */
  readonly floor: Floor;
  /** True when it had been started before by the same application. */
  readonly isRepeat: boolean;
};

/** The business says no. The sentences are for the person. */
export type RefusedApplication = {
  readonly outcome: 'refused';
  readonly code: string;
  readonly sentence: string;
  readonly reasons: readonly { readonly code: string; readonly sentence: string }[];
  /** What was wrong with which attribute. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
};

export type ApplicationOutcome = StartedTrial | RefusedApplication;
