import type { Queryable } from '#kit/postgres/pool.ts';
import { listChecks, sumOf } from './drift-store.ts';

/** Checks are made every five minutes; one that is older says nothing of now. */
const FRESH = 15 * 60_000;

/**
 * How many of the customers for whom persistence is on do not match their billing account, by the newest check.
 * @returns undefined where nobody has looked lately.
 */
export async function findExposedDrift(database: Queryable, now = Date.now()): Promise<number | undefined> {
  const [newest] = await listChecks(database, 1);
  return newest && now - newest.at.getTime() <= FRESH ? sumOf(newest.exposed) : undefined;
}
