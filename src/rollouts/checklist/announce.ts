import { replayEvents } from '#domain/rollouts/apply-event.ts';
import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import { insertOutbox } from '#kit/jobs/insert-outbox.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import { listRolloutEvents } from '../controller/event-store.ts';
import type { KeptRollout } from '../controller/rollout-store.ts';
import { insertAnnouncement } from './announcement-store.ts';
import { isQuiet, sayEvent } from './say-event.ts';

export const ANNOUNCE_TASK = 'announce_rollout';

/**
 * Puts what has happened into the outbox of the same transaction, where it is of interest: nothing waits for a channel,
 * and nothing is told that did not happen.
 */
export async function announce(
  connection: Queryable,
  { id, flag, plan }: KeptRollout,
  event: RolloutEvent,
): Promise<void> {
  if (isQuiet(event)) return;
  // As it has become by the event, which is written already: by it the deadline is known.
  const state = replayEvents(await listRolloutEvents(connection, id));
  const announcement = await insertAnnouncement(connection, id, `${flag}: ${sayEvent(event, { plan, state })}`);
  const key = `${ANNOUNCE_TASK}:${announcement}`;
  await insertOutbox(connection, { task: ANNOUNCE_TASK, key, payload: { announcement_id: announcement } });
}
