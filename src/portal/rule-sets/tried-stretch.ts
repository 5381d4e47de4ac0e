import type { Decider } from '#domain/eligibility/decider.ts';
import type { TryChange } from './try-store.ts';

/** The rules in force and the tried ones, compared at one instant. */
export type TriedRules = { readonly now: Decider; readonly tried: Decider; readonly at: number };

/** How they differ over a stretch of namespaces. `last` is where the next stretch begins; null at the end. */
export type TriedStretch = {
  readonly changes: readonly TryChange[];
  readonly seen: number;
  readonly last: number | null;
};
