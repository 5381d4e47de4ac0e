import type { Waivable } from './rollout-event.ts';

export type Phase = 'new' | 'running' | 'verifying' | 'paused' | 'completed' | 'rolled_back';

/** A flag in an environment as the rollout has left it. */
export type Touched = { readonly start: string; readonly state: string; readonly revision: number };

export type Presence = { readonly id: number; readonly name: string; readonly from: number; readonly until: number };

/** What a line of the checklist has come to. */
export type LineState = {
  readonly state: 'done' | 'not_applicable';
  readonly text: string;
  readonly by: string;
  readonly at: number;
};

export type RolloutState = {
  readonly phase: Phase;
  readonly planHash: string;
  readonly startedBy: number | null;
  /** Which environment of the plan, and which of its steps is set; -1: none yet. */
  readonly environment: number;
  readonly step: number;
  /** When the step was set, verification began, or somebody resumed: older measurements belong to something else. */
  readonly since: number;
  /** When the step was set, whatever has happened since. */
  readonly stepSetAt: number;
  /** Whether the step was for a period that is over: the flag is back at what it was before. */
  readonly isPeriodOver: boolean;
  readonly touched: Readonly<Record<string, Touched>>;
  readonly held: { readonly because: string; readonly sentence: string; readonly nextCheckAt: number } | null;
  readonly paused: { readonly because: string; readonly sentence: string; readonly from: Phase } | null;
  readonly approvalAsked: boolean;
  /** Who has agreed to the step that waits. */
  readonly approvedBy: readonly number[];
  readonly presences: readonly Presence[];
  readonly waived: readonly Waivable[];
  readonly owesReason: boolean;
  readonly lines: Readonly<Record<string, LineState>>;
};

export const UNSTARTED: RolloutState = {
  phase: 'new',
  planHash: '',
  startedBy: null,
  environment: 0,
  step: -1,
  since: 0,
  stepSetAt: 0,
  isPeriodOver: false,
  touched: {},
  held: null,
  paused: null,
  approvalAsked: false,
  approvedBy: [],
  presences: [],
  waived: [],
  owesReason: false,
  lines: {},
};

/** Nothing moves any more; the flag stays as it is. */
export function isOver({ phase }: RolloutState): boolean {
  return phase === 'completed' || phase === 'rolled_back';
}
