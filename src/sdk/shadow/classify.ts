/**
 * How the two answers for one namespace differ. `grants_more`: the portal allows a trial that the old queries deny;
 * `denies`: it denies one that they allow.
 */
export const COMPARISON_OUTCOMES = [
  'match',
  'grants_more',
  'denies',
  'candidate_error',
  'candidate_timeout',
  'both_failed',
  'stale_suspect',
] as const;
export type ComparisonOutcome = (typeof COMPARISON_OUTCOMES)[number];

/** What each side said of the type that the namespace's plan calls for; undefined where it could not say. */
export type BothSides = { readonly old: boolean | undefined; readonly new: boolean | undefined };

/** @param isTimeout whether the candidate was late rather than broken. */
export function classify(sides: BothSides, candidate: 'old' | 'new', isTimeout = false): ComparisonOutcome {
  const [said, authority] = candidate === 'old' ? [sides.old, sides.new] : [sides.new, sides.old];
  if (said === undefined) {
    if (authority === undefined) return 'both_failed';
    return isTimeout ? 'candidate_timeout' : 'candidate_error';
  }
  // The caller had no answer to compare with: whatever is said now says nothing about it.
  if (authority === undefined) return 'stale_suspect';
  if (sides.old === sides.new) return 'match';
  return sides.new ? 'grants_more' : 'denies';
}
