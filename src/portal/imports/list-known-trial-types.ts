import type { Queryable } from '#kit/postgres/pool.ts';

/** The words of every trial type there has ever been, offered or not. */
export async function listKnownTrialTypes(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ type: string }>('SELECT type FROM trial_types ORDER BY type');
  return rows.map(({ type }) => type);
}
