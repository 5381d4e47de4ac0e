import type { GateSeriesOnWire } from './gate-series-on-wire.ts';
import type { RolloutEventOnWire } from './rollout-event-on-wire.ts';
import type {
  toAnnouncementOnWire,
  toApprovalOnWire,
  toExposureOnWire,
  toInterlockOnWire,
  toLineOnWire,
  toNextOnWire,
  toRolloutOnWire,
  toVerdictOnWire,
} from './rollout-on-wire.ts';
import type { toStepsOnWire } from './rollout-steps-on-wire.ts';

export type AnnouncementOnWire = ReturnType<typeof toAnnouncementOnWire>;
export type RolloutOnWire = ReturnType<typeof toRolloutOnWire>;

/** One of a list, with where it is in one line. */
export type ListedRollout = RolloutOnWire & { readonly now: string };

export type RolloutsAnswer = { readonly rollouts: readonly ListedRollout[] };

/** A rollout after it was steered. */
export type SteeredAnswer = { readonly rollout: RolloutOnWire };

export type StepOnWire = ReturnType<typeof toStepsOnWire>['steps'][number];
export type VerdictOnWire = ReturnType<typeof toVerdictOnWire>;
export type LineOnWire = ReturnType<typeof toLineOnWire>;

/** One rollout with all that is known of it. */
export type DescribedRollout = ListedRollout & {
  readonly next: ReturnType<typeof toNextOnWire>;
  /** When it pauses by itself, so that somebody looks, unless it goes on before; null for never. */
  readonly deadline_at: string | null;
  readonly held: { readonly because: string; readonly sentence: string } | null;
  readonly paused: { readonly because: string; readonly sentence: string } | null;
  /** What was waived for the step that stands. */
  readonly waived: readonly string[];
  readonly plan: ReturnType<typeof toStepsOnWire>;
  /** Whether the portal's code still knows the flag. */
  readonly in_code: boolean;
  /** The flag as it stands in each environment of the plan. */
  readonly flags: readonly {
    readonly environment: string;
    readonly state: string;
    readonly revision: number;
    readonly by: string;
  }[];
  /** The last word of each gate about the step that stands. */
  readonly gates: readonly VerdictOnWire[];
  /** What all gates have said, newest first, as runs of the same word. */
  readonly verdicts: readonly VerdictOnWire[];
  /** The oldest first. */
  readonly events: readonly RolloutEventOnWire[];
  readonly checklist: readonly LineOnWire[];
  readonly announcements: readonly AnnouncementOnWire[];
  /** Channels that the portal can reach; null: the one that has everything. What is for another stays in this list. */
  readonly channels: readonly (string | null)[];
  /** Of the step that comes next; null where nobody has to agree to it. */
  readonly approval: ReturnType<typeof toApprovalOnWire>;
  readonly presences: readonly { readonly name: string; readonly until: string }[];
  /** Null where the plan has come to its end. */
  readonly exposure: ReturnType<typeof toExposureOnWire> | null;
};

export type RolloutAnswer = { readonly rollout: DescribedRollout };

export type InterlockOnWire = ReturnType<typeof toInterlockOnWire>;

export type InterlocksAnswer = { readonly interlocks: readonly InterlockOnWire[] };

/** One that was opened just now. */
export type InterlockOpenedAnswer = {
  readonly interlock: Pick<InterlockOnWire, 'id' | 'kind' | 'environment' | 'reason'>;
};

/** What a gate has counted since the step began; null for one whose numbers no process pushes. */
export type GateSeriesAnswer = { readonly series: GateSeriesOnWire | null };
