import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import type { Queryable } from '#kit/postgres/pool.ts';

/** What has happened, the oldest first. */
export async function listRolloutEvents(database: Queryable, rolloutId: number): Promise<RolloutEvent[]> {
  const { rows } = await database.query<{ event: RolloutEvent }>(
    'SELECT event FROM rollout_events WHERE rollout_id = $1 ORDER BY place',
    [rolloutId],
  );
  return rows.map(({ event }) => event);
}

/** Adds one behind those that are there; two that would stand at the same place cannot both be written. */
export async function insertRolloutEvent(
  connection: Queryable,
  rolloutId: number,
  place: number,
  event: RolloutEvent,
): Promise<void> {
  await connection.query('INSERT INTO rollout_events (rollout_id, place, event) VALUES ($1, $2, $3)', [
    rolloutId,
    place,
    JSON.stringify(event),
  ]);
}
