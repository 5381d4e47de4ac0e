import type { Queryable } from '#kit/postgres/pool.ts';

/** Where the feed stands. */
export type FeedState = {
  readonly epoch: number;
  /** The last position given. */
  readonly head: number;
  /** Every commit up to this time has its position. */
  readonly watermark: Date;
  /** Positions up to this one are gone. */
  readonly expiredThrough: number;
};

/** A change with its position: of a namespace's facts, or of the rule set. */
export type Change = {
  readonly position: number;
  readonly namespaceId: number | null;
  readonly version: number | null;
  readonly ruleSet: number | null;
  readonly cause: string;
  readonly at: Date;
};

export async function readFeedState(database: Queryable): Promise<FeedState> {
  const { rows } = await database.query<{ epoch: number; head: number; watermark: Date; expired_through: number }>({
    name: 'read_feed_state',
    text: 'SELECT (SELECT epoch FROM portal_epoch) AS epoch, head, watermark, expired_through FROM feed_state',
  });
  const row = rows[0];
  if (!row) throw new Error('feed_state has no row');
  return { epoch: row.epoch, head: row.head, watermark: row.watermark, expiredThrough: row.expired_through };
}

type ChangeRow = {
  position: number;
  namespace_id: number | null;
  version: number | null;
  rule_set: number | null;
  cause: string;
  at: Date;
};

/** Changes after a position, in the order of their positions. */
export async function listChanges(database: Queryable, after: number, limit: number): Promise<Change[]> {
  const { rows } = await database.query<ChangeRow>({
    name: 'list_changes',
    text: `SELECT position, namespace_id, version, rule_set, cause, at FROM eligibility_changes
      WHERE position > $1 ORDER BY position LIMIT $2`,
    values: [after, limit],
  });
  return rows.map((row) => ({
    position: row.position,
    namespaceId: row.namespace_id,
    version: row.version,
    ruleSet: row.rule_set,
    cause: row.cause,
    at: row.at,
  }));
}

/** Drops the feed's partitions that are wholly older than `days`, and writes down what is gone. */
export async function dropOldChanges(database: Queryable, days: number): Promise<string[]> {
  const { rows } = await database.query<{ partition: string }>(
    `SELECT inhrelid::regclass::text AS partition FROM pg_inherits
     WHERE inhparent = 'eligibility_changes'::regclass
       AND right(inhrelid::regclass::text, 8) < to_char(clock_timestamp() AT TIME ZONE 'UTC' - make_interval(days => $1), 'YYYYMMDD')`,
    [days],
  );
  for (const { partition } of rows) {
    await database.query(
      `WITH gone AS (SELECT max(position) AS position FROM ${partition})
       UPDATE feed_state SET expired_through = greatest(expired_through, coalesce((SELECT position FROM gone), 0))`,
    );
    await database.query(`DROP TABLE ${partition}`);
  }
  return rows.map((row) => row.partition);
}
