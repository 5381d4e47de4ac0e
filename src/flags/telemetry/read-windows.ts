import type { Queryable } from '#kit/postgres/pool.ts';

/** Which windows: those of an environment that begin at or after `from` and before `until`. */
export type WindowRange = {
  readonly environment: string;
  readonly metrics: readonly string[];
  readonly from: Date;
  readonly until: Date;
  /** 10 for the windows themselves, 3600 for hours. */
  readonly seconds: 10 | 3600;
};

/** A series over all processes, in one step of time. */
export type SummedSeries = {
  /** When the step begins. */
  readonly at: Date;
  readonly metric: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What came in the step, of all processes. */
  readonly value: number;
  /** Of a gauge the highest that any process has shown, because what all of them see must not be added up. */
  readonly peak: number | null;
  readonly bounds: readonly number[];
  readonly buckets: readonly number[];
};

type SummedRow = Omit<SummedSeries, 'bounds' | 'buckets'> & { bounds: number[] | null; buckets: string[] | null };

const FROM = `FROM telemetry_windows AS one
  WHERE one.seconds = $1 AND one.starts_at >= $2 AND one.starts_at < $3
    AND series_id IN (SELECT id FROM telemetry_series WHERE metric = ANY ($4))
    AND process_id IN (SELECT id FROM telemetry_processes WHERE environment = $5)`;

function valuesOf({ seconds, from, until, metrics, environment }: WindowRange): unknown[] {
  return [seconds, from, until, metrics, environment];
}

/** Adds up windows over all processes, in steps that are counted back from `until`. @param step seconds. */
export async function sumWindows(database: Queryable, range: WindowRange, step: number): Promise<SummedSeries[]> {
  const { rows } = await database.query<SummedRow>(
    // Names and attributes join what is added up already, because a hundred thousand rows of them would be sorted otherwise.
    `WITH summed AS (
       SELECT date_bin(make_interval(secs => $6), one.starts_at, $3) AS at, series_id,
         sum(value) AS value, max(peak) AS peak, sum_buckets(buckets) AS buckets
       ${FROM} GROUP BY 1, 2)
     SELECT at, metric, attributes, bounds, value, peak, buckets
     FROM summed JOIN telemetry_series ON telemetry_series.id = series_id ORDER BY at`,
    [...valuesOf(range), step],
  );
  return rows.map(({ bounds, buckets, ...row }) => ({
    ...row,
    bounds: bounds ?? [],
    buckets: (buckets ?? []).map(Number),
  }));
}

/** What each process has told of some metrics together, by its id. */
export async function sumByProcess(database: Queryable, range: WindowRange): Promise<Map<number, number>> {
  const { rows } = await database.query<{ process_id: number; value: number }>(
    `SELECT process_id, sum(value) AS value ${FROM} GROUP BY process_id`,
    valuesOf(range),
  );
  return new Map(rows.map((row) => [row.process_id, row.value]));
}

/** What a gauge of one process has shown last. */
export type ShownGauge = Pick<SummedSeries, 'metric' | 'attributes' | 'value'> & { readonly processId: number };

export async function listLastGauges(database: Queryable, range: WindowRange): Promise<ShownGauge[]> {
  const { rows } = await database.query<Omit<ShownGauge, 'processId'> & { process_id: number }>(
    `WITH shown AS (
       SELECT DISTINCT ON (process_id, series_id) process_id, series_id, value
       ${FROM} ORDER BY process_id, series_id, one.starts_at DESC)
     SELECT process_id, metric, attributes, value
     FROM shown JOIN telemetry_series ON telemetry_series.id = series_id`,
    valuesOf(range),
  );
  return rows.map(({ process_id: processId, ...row }) => ({ processId, ...row }));
}
