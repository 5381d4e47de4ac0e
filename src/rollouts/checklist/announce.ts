import { sayState } from '#domain/rollouts/plan.ts';
import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import { insertOutbox } from '#kit/jobs/insert-outbox.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { KeptRollout } from '../controller/rollout-store.ts';
import { insertAnnouncement } from './announcement-store.ts';

export const ANNOUNCE_TASK = 'announce_rollout';

/** Waiting for time to pass is nothing that anybody has to know. */
const QUIET = new Set([
  'settling',
  'minimum_hold',
  'period',
  'verification',
  'not_measured',
  'no_data_yet',
  'approval',
  'minimum_people',
]);

/**
 * Puts what has happened into the outbox of the same transaction, where it is of interest: nothing waits for a channel,
 * and nothing is told that did not happen.
 */
export async function announce(connection: Queryable, { id, flag }: KeptRollout, event: RolloutEvent): Promise<void> {
  const said = sayEvent(event);
  if (said === undefined) return;
  const announcement = await insertAnnouncement(connection, id, `${flag}: ${said}`);
  const key = `${ANNOUNCE_TASK}:${announcement}`;
  await insertOutbox(connection, { task: ANNOUNCE_TASK, key, payload: { announcement_id: announcement } });
}

/** An event for people; undefined for what nobody has to know. */
export function sayEvent(event: RolloutEvent): string | undefined {
  const who = event.by.name;
  switch (event.kind) {
    case 'started':
      return `${who} started the rollout: ${event.reason}`;
    case 'step_set':
      return `now ${sayState(event.to)} in ${event.name}, before ${sayState(event.from)}.`;
    case 'period_ended':
      return `the period is over: back to ${sayState(event.to)} in ${event.name}.`;
    case 'held':
      return QUIET.has(event.because) ? undefined : `held: ${event.sentence}`;
    case 'approval_asked':
      return 'the next step waits for approval.';
    case 'verifying':
      return 'everybody has it here; it is being verified.';
    case 'paused':
      return `paused: ${event.sentence}`;
    case 'resumed':
      return `${who} resumed it: ${event.reason}`;
    case 'rolled_back':
      return `rolled back to ${sayState(event.to)} in ${event.name} by ${who}: ${event.sentence}`;
    case 'waived':
      return `${who} waived ${event.what}: ${event.reason}`;
    case 'completed':
      return 'the rollout is completed.';
    default:
      return undefined;
  }
}
