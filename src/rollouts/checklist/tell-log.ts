import { applyEvent } from '#domain/rollouts/apply-event.ts';
import type { Plan } from '#domain/rollouts/plan.ts';
import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import { UNSTARTED } from '#domain/rollouts/rollout-state.ts';
import { isQuiet, sayEvent } from './say-event.ts';

export type ToldEvent = {
  readonly event: RolloutEvent;
  readonly words: string;
  /** Whether the channels were told. */
  readonly isAnnounced: boolean;
};

/** What has happened in words, each event as the rollout was by it; the oldest first. */
export function tellLog(events: readonly RolloutEvent[], plan: Plan): ToldEvent[] {
  let state = UNSTARTED;
  return events.map((event) => {
    state = applyEvent(state, event);
    return { event, words: sayEvent(event, { plan, state }), isAnnounced: !isQuiet(event) };
  });
}
