import type { OnTheWire } from '#portal/contract/on-the-wire.ts';
import type { toTrialForOperators } from '#portal/contract/trial-on-wire.ts';

export type TrialForOperators = OnTheWire<ReturnType<typeof toTrialForOperators>>;

export type TrialActedAnswer = { readonly trial: TrialForOperators; readonly version: number };

export type UndoAnswer = {
  readonly dry_run: boolean;
  readonly count: number;
  readonly trials: readonly TrialForOperators[];
};
