import type { Queryable } from '#kit/postgres/pool.ts';
import type { Reading } from './reading.ts';

/** A reading whose series is known. */
export type Point = { readonly seriesId: number; readonly reading: Reading };

// A gauge is the one of the later time, everything else grows.
const MERGE = `value = CASE WHEN one.peak IS NULL THEN one.value + excluded.value
      WHEN excluded.ends[1] >= (SELECT max(ended) FROM unnest(one.ends) AS ended) THEN excluded.value ELSE one.value END,
    peak = greatest(one.peak, excluded.peak), buckets = add_buckets(one.buckets, excluded.buckets)`;

// What was added to its 10 seconds, and nothing else, is added to its hour: both or none, since it is one statement.
const INSERT_WINDOWS = `WITH told AS (
    SELECT *, date_bin('10 seconds', ended_at, 'epoch') AS window_at, date_bin('1 hour', ended_at, 'epoch') AS hour_at
    FROM jsonb_to_recordset($2::jsonb) AS point (series_id integer, ended_at timestamptz, value double precision,
      peak double precision, buckets bigint[])
  ), added AS (
    INSERT INTO telemetry_windows AS one (seconds, starts_at, process_id, series_id, value, peak, buckets, ends)
    SELECT 10, window_at, $1, series_id, value, peak, buckets, ARRAY[extract(epoch FROM ended_at - window_at) * 1000]::integer[]
    FROM told ORDER BY series_id, window_at
    ON CONFLICT (seconds, starts_at, process_id, series_id) DO UPDATE SET ${MERGE}, ends = one.ends || excluded.ends
      WHERE NOT one.ends && excluded.ends
    RETURNING starts_at, series_id
  )
  INSERT INTO telemetry_windows AS one (seconds, starts_at, process_id, series_id, value, peak, buckets, ends)
  SELECT 3600, hour_at, $1, series_id,
    CASE WHEN max(peak) IS NULL THEN sum(value) ELSE (array_agg(value ORDER BY ended_at DESC))[1] END,
    max(peak), sum_buckets(buckets), ARRAY[extract(epoch FROM max(ended_at) - hour_at) * 1000]::integer[]
  FROM told JOIN added USING (series_id) WHERE told.window_at = added.starts_at GROUP BY hour_at, series_id
  ORDER BY hour_at, series_id
  ON CONFLICT (seconds, starts_at, process_id, series_id) DO UPDATE SET ${MERGE},
    ends = CASE WHEN excluded.ends[1] > one.ends[1] THEN excluded.ends ELSE one.ends END`;

/**
 * Adds points of one process to their windows. One that was added before is not added again, told by its series and the
 * end of its time; so that whoever did not hear an answer may push again.
 * @param points no two of one series in the same 10 seconds.
 */
export async function insertWindows(database: Queryable, processId: number, points: readonly Point[]): Promise<void> {
  const told = points.map(({ seriesId, reading: { kind, endsAt, value, buckets } }) => ({
    series_id: seriesId,
    ended_at: new Date(endsAt).toISOString(),
    value,
    peak: kind === 'gauge' ? value : null,
    buckets,
  }));
  await database.query({ name: 'insert_windows', text: INSERT_WINDOWS, values: [processId, JSON.stringify(told)] });
}
