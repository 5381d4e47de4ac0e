import type { Queryable } from '../postgres/pool.ts';

export type OutboxMessage = {
  readonly task: string;
  readonly key: string;
  readonly payload: object;
  /** When the job may begin, in milliseconds from now; at once unless given. */
  readonly afterMs?: number;
};

/** Writes what a job has to do in the transaction that causes it; it is queued when that has committed. */
export async function insertOutbox(connection: Queryable, message: OutboxMessage): Promise<void> {
  await connection.query(
    `INSERT INTO outbox (task, key, payload, at)
     VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4::float8 / 1000))`,
    [message.task, message.key, JSON.stringify(message.payload), message.afterMs ?? 0],
  );
}
