import type {
  toLineOnWire,
  toNextOnWire,
  toRolloutOnWire,
  toStepsOnWire,
  toVerdictOnWire,
} from '#portal/contract/rollout-on-wire.ts';

export type RolloutOnWire = ReturnType<typeof toRolloutOnWire>;

/** A rollout after it was steered. */
export type SteeredAnswer = { readonly rollout: RolloutOnWire };

export type RolloutsAnswer = { readonly rollouts: readonly RolloutOnWire[] };

/** One rollout with all that is known of it. */
export type RolloutAnswer = {
  readonly rollout: RolloutOnWire & {
    readonly now: string;
    readonly next: ReturnType<typeof toNextOnWire>;
    readonly plan: ReturnType<typeof toStepsOnWire>;
    readonly gates: readonly ReturnType<typeof toVerdictOnWire>[];
    readonly events: readonly { readonly at: string; readonly by: string; readonly sentence: string | null }[];
    readonly checklist: readonly ReturnType<typeof toLineOnWire>[];
  };
};
