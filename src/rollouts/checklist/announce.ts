import type { Plan } from '#domain/rollouts/plan.ts';
import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';
import { insertOutbox } from '#kit/jobs/insert-outbox.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { KeptRollout } from '../controller/rollout-store.ts';
import { insertAnnouncement } from './announcement-store.ts';
import { isQuiet, sayEvent } from './say-event.ts';

export const ANNOUNCE_TASK = 'announce_rollout';

/**
 * Puts what has happened into the outbox of the same transaction, where it is of interest: nothing waits for a channel,
 * and nothing is told that did not happen. One for each channel, so that none waits for another that is away.
 * @param state what the rollout has become by the event.
 */
export async function announce(
  connection: Queryable,
  { id, flag, plan }: KeptRollout,
  event: RolloutEvent,
  state: RolloutState,
): Promise<void> {
  if (isQuiet(event)) return;
  const text = `${flag}: ${sayEvent(event, { plan, state })}`;
  for (const channel of [null, ...channelsOf(plan, state)]) {
    const announcement = await insertAnnouncement(connection, { rolloutId: id, channel, text });
    const key = `${ANNOUNCE_TASK}:${announcement}`;
    await insertOutbox(connection, { task: ANNOUNCE_TASK, key, payload: { announcement_id: announcement } });
  }
}

/** Those of the plan, and those of the environment in which it happens. */
function channelsOf({ channels = [], environments }: Plan, { environment }: RolloutState): string[] {
  return [...new Set([...channels, ...(environments[environment]?.channels ?? [])])];
}
