import type { NamespaceEligibility, ObservedCheck } from '#sdk/index.ts';

/** What one check said of one namespace: a person is an id, and nothing else of them is kept. */
export type KeptCheck = {
  /** Milliseconds since 1970 at which it was answered. */
  readonly at: number;
  readonly place: string;
  readonly method: string;
  readonly userId: number | undefined;
  readonly source: string;
  readonly because: string | undefined;
  /** Undefined: nobody could say. */
  readonly trialTypes: readonly string[] | undefined;
  /** How many namespaces were asked about at once. */
  readonly asked: number;
  readonly durationMs: number;
  readonly requestId: string | undefined;
};

/** So many of a namespace, for so many days: what a ticket is about has happened lately, and it is the cache's Redis. */
export const MOST_KEPT = 10;
export const KEPT_DAYS = 3;
export const KEPT_MS = KEPT_DAYS * 86_400_000;

/** @param answer one of the check's. */
export function keptCheckOf(check: ObservedCheck, at: number, answer: NamespaceEligibility): KeptCheck {
  const { place, method, userId, requestId, durationMs } = check;
  const { source, because, trialTypes } = answer;
  return { at, place, method, userId, source, because, trialTypes, asked: check.answers.size, durationMs, requestId };
}
