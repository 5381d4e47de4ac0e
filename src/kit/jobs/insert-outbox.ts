import type { Queryable } from '../postgres/pool.ts';

/** Writes what a job has to do in the transaction that causes it; it is queued when that has committed. */
export async function insertOutbox(
  connection: Queryable,
  message: { readonly task: string; readonly key: string; readonly payload: object },
): Promise<void> {
  await connection.query('INSERT INTO outbox (task, key, payload) VALUES ($1, $2, $3)', [
    message.task,
    message.key,
    JSON.stringify(message.payload),
  ]);
}
