import type { toCleanupOnWire, toLifecycleOnWire } from './flag-lifecycle-on-wire.ts';
import type {
  toEvaluatedOnWire,
  toFlagChangeOnWire,
  toFlagOnWire,
  toFlagStateOnWire,
  toFlagTokenOnWire,
  toForcedOnWire,
} from './flag-on-wire.ts';

export type FlagStateOnWire = ReturnType<typeof toFlagStateOnWire>;
export type FlagTokenOnWire = ReturnType<typeof toFlagTokenOnWire>;

type FlagOnWire = ReturnType<typeof toFlagOnWire> & { readonly environments: readonly FlagStateOnWire[] };

/** Every flag, with when it was last evaluated anywhere. */
export type FlagsAnswer = { readonly flags: readonly (FlagOnWire & { readonly last_evaluated_at: string | null })[] };

/** One flag, with all that is known of it. */
export type FlagAnswer = {
  readonly flag: FlagOnWire & {
    readonly evaluated: readonly ReturnType<typeof toEvaluatedOnWire>[];
    readonly forced: readonly ReturnType<typeof toForcedOnWire>[];
    readonly changes: readonly ReturnType<typeof toFlagChangeOnWire>[];
    readonly lifecycle: string | null;
    readonly stale: readonly { readonly kind: string; readonly advice: string }[];
  };
};

/** A flag after it was set in one environment. */
export type FlagSetAnswer = FlagStateOnWire & { readonly flag: string };

/** Where a flag is in its life, and how it is stale. */
export type FlagLifecyclesAnswer = { readonly flags: readonly ReturnType<typeof toLifecycleOnWire>[] };

/** The steps of a flag's going. */
export type FlagCleanupAnswer = { readonly cleanup: ReturnType<typeof toCleanupOnWire> };
