import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';

/**
 * Moves all that has happened to the newest rollout of a flag into the past, so that numbers can have been counted since:
 * only whole windows of ten seconds belong to a step.
 */
export function beginEarlier(database: Pool, flag: string, ms: number): Promise<void> {
  return inTransaction(database, async (connection) => {
    // The log refuses to be changed by anybody but a test.
    await connection.query('SET LOCAL session_replication_role = replica');
    await connection.query(
      `UPDATE rollout_events SET event = jsonb_set(event, '{at}', to_jsonb((event->>'at')::bigint - $2::bigint))
       WHERE rollout_id = (SELECT max(id) FROM rollouts WHERE flag = $1)`,
      [flag, ms],
    );
  });
}
