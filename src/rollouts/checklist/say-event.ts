import { LINES } from '#domain/rollouts/checklist.ts';
import type { Situation } from '#domain/rollouts/decision.ts';
import { deadlineOf } from '#domain/rollouts/place.ts';
import { sayState } from '#domain/rollouts/plan.ts';
import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import { isOver } from '#domain/rollouts/rollout-state.ts';
import { sayTime } from '#domain/rollouts/say-time.ts';

/** The plan, and what the rollout has become by the event. */
type Placed = Pick<Situation, 'plan' | 'state'>;
type Of<Kind extends RolloutEvent['kind']> = Extract<RolloutEvent, { readonly kind: Kind }>;

/** Waiting for time to pass is nothing that anybody has to know, and approval is asked for in its own words. */
const QUIET_HOLDS = new Set([
  ...['settling', 'minimum_hold', 'period', 'verification', 'not_measured', 'no_data_yet', 'approval'],
]);

const QUIET = new Set<RolloutEvent['kind']>([
  ...([
    'approved',
    'presence_accepted',
    'environment_done',
    'edit_settled',
    'line_done',
    'line_not_applicable',
  ] as const),
]);

/** Whether an event only interests whoever looks at the rollout: it is told to no channel. */
export function isQuiet(event: RolloutEvent): boolean {
  return event.kind === 'held' ? QUIET_HOLDS.has(event.because) : QUIET.has(event.kind);
}

/** An event in words, with when it goes on, and by when it has to. */
export function sayEvent(event: RolloutEvent, placed: Placed): string {
  switch (event.kind) {
    case 'step_set':
      return `now ${sayState(event.to)} in ${event.name}, before ${sayState(event.from)}${keptUntil(event, placed)}.`;
    case 'period_ended':
      return `the period is over: back to ${sayState(event.to)} in ${event.name}.`;
    case 'held':
      return `held: ${event.sentence} ${lookedAtAgain(event, placed)}${pausesAt(placed)}`;
    case 'approval_asked':
      return `${askApproval(event, placed)}${pausesAt(placed)}`;
    case 'verifying':
      return 'everybody has it here; it is being verified.';
    case 'environment_done':
      return 'all is done in this environment; the next one begins.';
    case 'paused':
      return `paused: ${event.sentence}`;
    case 'rolled_back':
      return `rolled back to ${sayState(event.to)} in ${event.name} by ${event.by.name}, in ${event.tookMs} ms: ${event.sentence}`;
    case 'completed':
      return 'the rollout is completed.';
    default:
      return sayWord(event);
  }
}

/** What people have said of it. */
function sayWord(
  event: Exclude<RolloutEvent, Of<'step_set' | 'period_ended' | 'held' | 'approval_asked' | 'paused' | 'rolled_back'>>,
): string {
  const who = event.by.name;
  switch (event.kind) {
    case 'started':
      return `${who} started the rollout: ${event.reason}`;
    case 'plan_changed':
      return `${who} goes on by another plan, ${event.planHash.slice(0, 12)}, which voids approvals: ${event.reason}`;
    case 'approved':
      return `${who} approved the next step: ${event.reason}`;
    case 'presence_accepted':
      return `${who} is there until ${sayTime(event.until)}: ${event.reason}`;
    case 'waived':
      return `${who} waived ${event.what}: ${event.reason}`;
    case 'resumed':
      return `${who} resumed it: ${event.reason}`;
    case 'edit_settled':
      return `${who} ${event.how} what somebody else had set, so that ${sayState(event.state)} has it in ${event.name}: ${event.reason}`;
    case 'reason_given':
      return `${who} gave the reason for the roll back: ${event.reason}`;
    case 'line_done':
      return `${who} noted as done "${textOf(event.line)}": ${event.text}`;
    case 'line_not_applicable':
      return `${who} noted as not applicable "${textOf(event.line)}": ${event.reason}`;
    default:
      return event.kind.replaceAll('_', ' ');
  }
}

function keptUntil({ at, environment, step }: Of<'step_set'>, { plan }: Placed): string {
  const { hold = 0, period = 0 } = plan.environments[environment]?.steps[step] ?? {};
  if (period > 0) return `; for a period, until ${sayTime(at + period * 1_000)}`;
  return hold === 0 ? '' : `; kept until ${sayTime(at + hold * 1_000)} at least`;
}

/** A time that the next look makes up is none that anybody should wait for. */
function lookedAtAgain({ at, nextCheckAt }: Of<'held'>, { plan: { checkEvery } }: Placed): string {
  if (nextCheckAt <= at + checkEvery * 1_000) return `It is looked at again every ${checkEvery} s.`;
  return `It is looked at again at ${sayTime(nextCheckAt)}.`;
}

function askApproval({ at, environment, step }: Of<'approval_asked'>, { plan }: Placed): string {
  const here = plan.environments[environment];
  const wanted = here?.steps[step];
  if (!here || !wanted) return 'the next step waits for approval.';
  const { to, approvals, approvers } = wanted;
  const asked = `${approvals} approval${approvals === 1 ? '' : 's'} by ${approvers.join(' or ')}`;
  return `${sayState(to)} in ${here.name} waits for ${asked} since ${sayTime(at)}; it is taken as soon as that is given.`;
}

function pausesAt(placed: Placed): string {
  const isThere = placed.plan.environments[placed.state.environment] !== undefined && !isOver(placed.state);
  const deadline = isThere ? deadlineOf(placed) : undefined;
  return deadline === undefined ? '' : ` If it does not go on until ${sayTime(deadline)}, it pauses.`;
}

function textOf(line: string): string {
  return LINES.find(({ id }) => id === line)?.text ?? line;
}
