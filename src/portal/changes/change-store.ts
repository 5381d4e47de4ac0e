import { listOldPartitions } from '#kit/postgres/list-old-partitions.ts';
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
  /** The database's clock in the statement that read this. */
  readonly asOf: Date;
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

export type FeedPage = FeedState & { readonly changes: readonly Change[] };

// The page as JSON, so that the state stands in one row and both are of one snapshot: a watermark never promises more
// than the page beside it holds.
const READ_FEED = `SELECT (SELECT epoch FROM portal_epoch) AS epoch, head, watermark, expired_through,
    clock_timestamp() AS as_of,
    (SELECT json_agg(json_build_array(position, namespace_id, version, rule_set, cause, at) ORDER BY position)
     FROM (SELECT * FROM eligibility_changes WHERE position > $1 ORDER BY position LIMIT $2) AS page) AS changes
  FROM feed_state`;

type FeedRow = {
  epoch: number;
  head: number;
  watermark: Date | string;
  expired_through: number;
  as_of: Date | string;
  changes: [number, number | null, number | null, number | null, string, string][] | null;
};

function toFeedPage(row: FeedRow): FeedPage {
  return {
    epoch: row.epoch,
    head: row.head,
    watermark: new Date(row.watermark),
    expiredThrough: row.expired_through,
    asOf: new Date(row.as_of),
    changes: (row.changes ?? []).map(([position, namespaceId, version, ruleSet, cause, at]) => ({
      position,
      namespaceId,
      version,
      ruleSet,
      cause,
      at: new Date(at),
    })),
  };
}

/**
 * Where the feed stands, and at most `most` changes after a position in the order of their positions, in one statement.
 * @param after null for no changes.
 */
export async function readFeed(database: Queryable, after: number | null, most: number): Promise<FeedPage> {
  const { rows } = await database.query<FeedRow>({ name: 'read_feed', text: READ_FEED, values: [after, most] });
  if (!rows[0]) throw new Error('feed_state has no row');
  return toFeedPage(rows[0]);
}

/** What the relay says to every process: the feed from a position on, so that whoever waits there need not read. */
export type Told = { readonly after: number; readonly page: FeedPage };

/** The channel on which it is said. */
export const FEED_CHANNEL = 'eligibility_feed';
// A notification holds less than 8,000 bytes; a change takes about 100.
const MOST_TOLD = 50;
const TELL = `WITH told AS (${READ_FEED})
  SELECT head, pg_notify('${FEED_CHANNEL}', CASE WHEN octet_length(whole) < 7900 THEN whole ELSE '' END)
  FROM (SELECT head, json_build_object('after', $1, 'page', told)::text AS whole FROM told WHERE head > $1) AS one`;

/** Tells every process of what came after a position, if anything did. @returns the head that was told, or undefined. */
export async function tellFeed(database: Queryable, after: number): Promise<number | undefined> {
  const { rows } = await database.query<{ head: number | string }>({
    name: 'tell_feed',
    text: TELL,
    values: [after, MOST_TOLD],
  });
  return rows[0] && Number(rows[0].head);
}

/** Reads what {@link tellFeed} said; undefined where it was too long to be said. */
export function parseTold(payload: string): Told | undefined {
  if (payload === '') return undefined;
  const { after, page } = JSON.parse(payload) as { after: number; page: FeedRow };
  return { after, page: toFeedPage(page) };
}

/** The last position that was given more than `seconds` ago; all that is kept comes after it if there is none. */
export async function findPositionBefore(database: Queryable, seconds: number): Promise<number> {
  // statement_timestamp() stays the same within the statement, so that younger partitions are not even opened.
  const { rows } = await database.query<{ position: number }>({
    name: 'find_position_before',
    text: `SELECT coalesce(
      (SELECT position FROM eligibility_changes WHERE relayed_at < statement_timestamp() - make_interval(secs => $1)
       ORDER BY relayed_at DESC, position DESC LIMIT 1),
      expired_through) AS position FROM feed_state`,
    values: [seconds],
  });
  return rows[0]?.position ?? 0;
}

/** Drops the feed's partitions that are wholly older than `days`, and writes down what is gone. */
export async function dropOldChanges(database: Queryable, days: number): Promise<string[]> {
  const old = await listOldPartitions(database, 'eligibility_changes', days);
  for (const partition of old) {
    await database.query(
      `WITH gone AS (SELECT max(position) AS position FROM ${partition})
       UPDATE feed_state SET expired_through = greatest(expired_through, coalesce((SELECT position FROM gone), 0))`,
    );
    await database.query(`DROP TABLE ${partition}`);
  }
  return old;
}
