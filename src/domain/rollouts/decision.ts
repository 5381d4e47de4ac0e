import type { GateResult } from './gate.ts';
import type { Interlock, Plan } from './plan.ts';
import type { Waivable } from './rollout-event.ts';
import type { RolloutState } from './rollout-state.ts';

/** What is to be done now. */
export type Decision =
  | { readonly do: 'nothing' }
  | { readonly do: 'set_step'; readonly environment: number; readonly step: number }
  /** What was for a period is taken back to the step before. */
  | { readonly do: 'end_period'; readonly environment: number; readonly to: string }
  | { readonly do: 'verify' }
  | { readonly do: 'finish_environment' }
  | { readonly do: 'complete' }
  | { readonly do: 'ask_approval'; readonly sentence: string }
  | Hold
  | { readonly do: 'pause'; readonly because: string; readonly sentence: string }
  /** Somebody has switched it off: that is to be written down, nothing is to be switched. */
  | { readonly do: 'note_switched_off'; readonly environment: string }
  | { readonly do: 'roll_back'; readonly because: string; readonly sentence: string };

export type Hold = {
  readonly do: 'hold';
  readonly because: string;
  readonly sentence: string;
  readonly nextCheckAt: number;
  /** What a person may waive, with a reason. */
  readonly waivable: Waivable | null;
};

/** What is known at one time. Times are milliseconds since 1970. */
export type Observed = {
  readonly at: number;
  /** What the gates of this step have said. */
  readonly gates: readonly GateResult[];
  /** People who have met it since the step began; undefined where nobody knows. */
  readonly people: number | undefined;
  readonly interlocks: readonly { readonly kind: Interlock; readonly sentence: string }[];
  /** The flag as it stands, by environment. */
  readonly flags: Readonly<Record<string, { readonly state: string; readonly revision: number; readonly by: string }>>;
  /** Why the wanted commit does not run everywhere in the environment of the next step; undefined where it does. */
  readonly notDeployed: string | undefined;
};

export type Situation = { readonly plan: Plan; readonly state: RolloutState; readonly seen: Observed };
