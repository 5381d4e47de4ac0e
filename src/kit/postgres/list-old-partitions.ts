import type { Queryable } from './pool.ts';

/** Partitions by day, as `ensure_partition` names them, that lie wholly more than so many days back. */
export async function listOldPartitions(database: Queryable, parent: string, days: number): Promise<string[]> {
  const { rows } = await database.query<{ partition: string }>(
    `SELECT inhrelid::regclass::text AS partition FROM pg_inherits
     WHERE inhparent = $1::regclass
       AND right(inhrelid::regclass::text, 8) < to_char(clock_timestamp() AT TIME ZONE 'UTC' - make_interval(days => $2), 'YYYYMMDD')`,
    [parent, days],
  );
  return rows.map((row) => row.partition);
}
