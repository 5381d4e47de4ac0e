import type { RolloutEvent } from './rollout-event.ts';
import { type RolloutState, UNSTARTED } from './rollout-state.ts';

/** What was said for one step says nothing for the next. */
const FOR_THIS_STEP = { held: null, approvalAsked: false, approvedBy: [], waived: [] } as const;

type Of<Kind> = Extract<RolloutEvent, { readonly kind: Kind }>;

/** The state after one more event. */
export function applyEvent(state: RolloutState, event: RolloutEvent): RolloutState {
  switch (event.kind) {
    case 'started':
      return {
        ...UNSTARTED,
        phase: 'running',
        planHash: event.planHash,
        startedBy: event.by.id,
        since: event.at,
        lines: state.lines,
      };
    case 'plan_changed':
      return { ...state, ...FOR_THIS_STEP, planHash: event.planHash, since: event.at };
    case 'step_set':
      return setStep(state, event);
    case 'period_ended':
      return { ...setFlagTo(state, event), isPeriodOver: true, held: null };
    case 'held': {
      const { because, sentence, nextCheckAt } = event;
      return { ...state, held: { because, sentence, nextCheckAt } };
    }
    case 'verifying':
      return { ...state, ...FOR_THIS_STEP, phase: 'verifying', since: event.at };
    case 'environment_done': {
      const environment = state.environment + 1;
      const place = { environment, step: -1, since: event.at, isPeriodOver: false };
      return { ...state, ...FOR_THIS_STEP, phase: 'running', ...place };
    }
    case 'completed':
      return { ...state, ...FOR_THIS_STEP, phase: 'completed' };
    case 'rolled_back':
      return rollBack(state, event);
    default:
      return applyWord(state, event);
  }
}

/** What people have said of it, and pauses. */
function applyWord(
  state: RolloutState,
  event: Exclude<RolloutEvent, Of<'started' | 'step_set' | 'period_ended' | 'held' | 'rolled_back'>>,
): RolloutState {
  switch (event.kind) {
    case 'approval_asked':
      return { ...state, approvalAsked: true };
    case 'approved':
      return { ...state, approvedBy: [...state.approvedBy, event.by.id ?? 0] };
    case 'presence_accepted': {
      const presence = { id: event.by.id ?? 0, name: event.by.name, from: event.at, until: event.until };
      return { ...state, presences: [...state.presences, presence] };
    }
    case 'waived':
      return { ...state, waived: [...state.waived, event.what] };
    case 'paused':
      return pause(state, event);
    case 'resumed':
      // Who resumes looks anew: neither what was measured nor who agreed before counts.
      return {
        ...state,
        ...FOR_THIS_STEP,
        phase: state.paused?.from ?? state.phase,
        paused: null,
        since: event.at,
      };
    case 'edit_settled': {
      const touched = state.touched[event.name];
      if (!touched) return state;
      const { state: to, revision, step, at } = event;
      return {
        ...state,
        step,
        since: at,
        touched: { ...state.touched, [event.name]: { ...touched, state: to, revision } },
      };
    }
    case 'reason_given':
      return { ...state, owesReason: false };
    case 'line_done':
      return noteLine(state, event.line, { state: 'done', text: event.text, by: event.by.name, at: event.at });
    case 'line_not_applicable': {
      const { line, reason, at, by } = event;
      return noteLine(state, line, { state: 'not_applicable', text: reason, by: by.name, at });
    }
    default:
      return state;
  }
}

function setStep(state: RolloutState, event: Of<'step_set'>): RolloutState {
  const { at, environment, step } = event;
  const place = { environment, step, since: at, stepSetAt: at, isPeriodOver: false };
  return { ...setFlagTo(state, event), ...FOR_THIS_STEP, phase: 'running', ...place };
}

/** The flag as the rollout has left it; what it was before the first time is kept. */
function setFlagTo(
  state: RolloutState,
  { name, from, to, revision }: Of<'step_set' | 'period_ended' | 'rolled_back'>,
): RolloutState {
  const start = state.touched[name]?.start ?? from;
  return { ...state, touched: { ...state.touched, [name]: { start, state: to, revision } } };
}

function pause(state: RolloutState, { because, sentence }: Of<'paused'>): RolloutState {
  const from = state.paused?.from ?? state.phase;
  return { ...state, phase: 'paused', paused: { because, sentence, from }, held: null };
}

function rollBack(state: RolloutState, event: Of<'rolled_back'>): RolloutState {
  const over = { phase: 'rolled_back', paused: null, owesReason: event.reason === null } as const;
  return { ...setFlagTo(state, event), ...FOR_THIS_STEP, ...over };
}

function noteLine(state: RolloutState, line: string, made: RolloutState['lines'][string]): RolloutState {
  return { ...state, lines: { ...state.lines, [line]: made } };
}

/** The state that a log of events comes to. */
export function replayEvents(events: readonly RolloutEvent[]): RolloutState {
  return events.reduce(applyEvent, UNSTARTED);
}
