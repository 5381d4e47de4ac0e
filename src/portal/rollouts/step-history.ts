import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import type { StepApprovals } from '../contract/rollout-on-wire.ts';

/** A step that was taken, from when until when; milliseconds since 1970. */
export type TakenStep = {
  readonly environment: number;
  readonly step: number;
  readonly from: number;
  /** Null for the one that stands. */
  readonly until: number | null;
};

/** Steps in the order in which they were taken; one that somebody went back to is there twice. */
export function takenSteps(events: readonly RolloutEvent[]): TakenStep[] {
  const taken: TakenStep[] = [];
  const leave = (until: number) => {
    const last = taken.at(-1);
    if (last && last.until === null) taken[taken.length - 1] = { ...last, until };
  };
  for (const event of events) {
    if (event.kind === 'step_set') {
      leave(event.at);
      taken.push({ environment: event.environment, step: event.step, from: event.at, until: null });
    } else if (['environment_done', 'completed', 'rolled_back'].includes(event.kind)) leave(event.at);
  }
  return taken;
}

/** Events after which nothing counts that was agreed to before. */
const BEGINS_ANEW = new Set<RolloutEvent['kind']>([
  ...(['started', 'plan_changed', 'step_set', 'verifying', 'environment_done', 'resumed'] as const),
  ...(['completed', 'rolled_back'] as const),
]);

/** Who asked for agreement to the step that comes next, and who has given it. */
export function approvalsOf(events: readonly RolloutEvent[]): StepApprovals {
  const own = events.slice(events.findLastIndex(({ kind }) => BEGINS_ANEW.has(kind)) + 1);
  return {
    askedAt: own.find(({ kind }) => kind === 'approval_asked')?.at,
    given: own.flatMap((event) => (event.kind === 'approved' ? [event] : [])),
  };
}
