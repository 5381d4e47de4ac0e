import { insertOutbox } from '#kit/jobs/insert-outbox.ts';
import type { Queryable } from '#kit/postgres/pool.ts';

export const READ_ACCOUNTS_TASK = 'read_zuora_accounts';

/** Has the job that reads accounts from Zuora look for those that are due, as soon as the caller has committed. */
export function askToReadAccounts(connection: Queryable): Promise<void> {
  return insertOutbox(connection, { task: READ_ACCOUNTS_TASK, key: READ_ACCOUNTS_TASK, payload: {} });
}
