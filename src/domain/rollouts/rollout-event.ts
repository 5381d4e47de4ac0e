/** Whoever acts: a person by their id, or the controller. */
export type By = { readonly id: number | null; readonly name: string };

export const CONTROLLER: By = { id: null, name: 'rollout controller' };

/** What may be waived for the step that waits, with a reason. Protective gates and approvals never. */
export const WAIVABLE = [
  'minimum_hold',
  'minimum_people',
  'no_data',
  'signal',
  'incident',
  'freeze',
  'presence',
  'verification',
  'step_factor',
  'deployed',
] as const;
export type Waivable = (typeof WAIVABLE)[number];

/** What has happened. The state of a rollout is nothing but these, one after the other. `at` is milliseconds since 1970. */
export type RolloutEvent = { readonly at: number; readonly by: By } & (
  | { readonly kind: 'started'; readonly planHash: string; readonly reason: string }
  /** Another plan voids what was agreed to by the one before. */
  | { readonly kind: 'plan_changed'; readonly planHash: string; readonly reason: string }
  | {
      readonly kind: 'step_set';
      readonly environment: number;
      readonly step: number;
      readonly name: string;
      readonly from: string;
      readonly to: string;
      readonly revision: number;
    }
  | {
      /** A step that was for a period was taken back, as the plan says. */
      readonly kind: 'period_ended';
      readonly name: string;
      readonly from: string;
      readonly to: string;
      readonly revision: number;
    }
  | { readonly kind: 'held'; readonly because: string; readonly sentence: string; readonly nextCheckAt: number }
  | { readonly kind: 'approval_asked'; readonly environment: number; readonly step: number }
  | {
      readonly kind: 'approved';
      readonly environment: number;
      readonly step: number;
      readonly planHash: string;
      readonly reason: string;
    }
  | { readonly kind: 'presence_accepted'; readonly until: number; readonly reason: string }
  | { readonly kind: 'waived'; readonly what: Waivable; readonly reason: string }
  | { readonly kind: 'verifying' }
  | { readonly kind: 'environment_done' }
  | { readonly kind: 'paused'; readonly because: string; readonly sentence: string }
  | { readonly kind: 'resumed'; readonly reason: string }
  | {
      readonly kind: 'edit_settled';
      readonly how: 'adopted' | 'reverted';
      readonly name: string;
      /** The step of the plan that this amounts to. */
      readonly step: number;
      readonly state: string;
      readonly revision: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'rolled_back';
      readonly because: string;
      readonly sentence: string;
      readonly name: string;
      readonly from: string;
      readonly to: string;
      readonly revision: number;
      /** Null where the reason is still owed. */
      readonly reason: string | null;
      /** From the word to what every client is told. */
      readonly tookMs: number;
    }
  | { readonly kind: 'reason_given'; readonly reason: string }
  | { readonly kind: 'completed' }
  | { readonly kind: 'line_done'; readonly line: string; readonly text: string }
  | { readonly kind: 'line_not_applicable'; readonly line: string; readonly reason: string }
);
