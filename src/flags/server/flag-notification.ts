import type { Queryable } from '#kit/postgres/pool.ts';
import type { Feature } from './feature.ts';

export const FLAG_CHANNEL = 'flags_changed';

/** PostgreSQL takes less than 8,000 bytes. */
const LONGEST = 7_900;

/** One flag of an environment, as it is from this revision on. */
export type ToldFlag = { readonly environment: string; readonly revision: number; readonly feature: Feature };

/**
 * Tells every portal once the transaction commits. With the flag itself where it fits, so that nobody has to read it;
 * without one they look for themselves.
 */
export async function notifyFlagChange(database: Queryable, told?: ToldFlag): Promise<void> {
  const payload = told === undefined ? '' : JSON.stringify(told);
  await database.query('SELECT pg_notify($1, $2)', [FLAG_CHANNEL, Buffer.byteLength(payload) > LONGEST ? '' : payload]);
}

/** What a notification tells; undefined where one has to look. */
export function readFlagNotification(payload: string): ToldFlag | undefined {
  try {
    return JSON.parse(payload) as ToldFlag;
  } catch {
    // Anybody who may connect can notify, and what cannot be read must not end the process.
    return undefined;
  }
}
