import type { toCleanupOnWire, toLifecycleOnWire } from '#portal/contract/flag-lifecycle-on-wire.ts';

/** Where every flag is in its life. */
export type LifecyclesAnswer = { readonly flags: readonly ReturnType<typeof toLifecycleOnWire>[] };

/** The steps of one flag's going. */
export type CleanupAnswer = { readonly cleanup: ReturnType<typeof toCleanupOnWire> | null };
