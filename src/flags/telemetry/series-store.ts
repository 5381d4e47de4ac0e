import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { Reading } from './reading.ts';

const MOST_REMEMBERED = 20_000;
/** What is remembered for longer would be forgotten in the table, which goes by when a series was asked for. */
const REMEMBERED_FOR = 3_600_000;

/** The numbers by which series are called, made as they come and remembered by this process. */
export class SeriesStore {
  readonly #database: Queryable;
  readonly #ids = new LRUCache<string, number>({ max: MOST_REMEMBERED, ttl: REMEMBERED_FOR });

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** @returns the series of each reading, in their order. */
  async getIds(readings: readonly Reading[]): Promise<number[]> {
    const keys = readings.map(keyOf);
    const missing = new Map<string, Reading>();
    // Read once: what is remembered now may be forgotten when the others were made.
    const known = keys.map((key) => this.#ids.get(key));
    for (const [place, key] of keys.entries()) {
      if (known[place] === undefined) missing.set(key, readings[place] as Reading);
    }
    const made = await this.#update(missing);
    const ids = keys.map((key, place) => known[place] ?? made.get(key));
    for (const [key, id] of made) this.#ids.set(key, id);
    return ids as number[];
  }

  /** In the order of their keys, because two processes that bring the same new series would wait for each other. */
  async #update(series: ReadonlyMap<string, Reading>): Promise<Map<string, number>> {
    if (series.size === 0) return new Map();
    const told = [...series].map(([key, { metric, kind, attributes, bounds = null }]) => {
      return { key, metric, kind, attributes, bounds };
    });
    const { rows } = await this.#database.query<{ key: string; id: number }>(
      `INSERT INTO telemetry_series AS one (key, metric, kind, attributes, bounds)
       SELECT decode(key, 'hex'), metric, kind, attributes, bounds
       FROM jsonb_to_recordset($1::jsonb)
         AS told (key text, metric text, kind text, attributes jsonb, bounds double precision[]) ORDER BY key
       ON CONFLICT (key) DO UPDATE SET last_used_at = clock_timestamp()
       RETURNING encode(key, 'hex') AS key, id`,
      [JSON.stringify(told)],
    );
    return new Map(rows.map(({ key, id }) => [key, id]));
  }
}

function keyOf({ metric, kind, attributes, bounds }: Reading): string {
  const sorted = Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1));
  return hash('sha256', JSON.stringify([metric, kind, sorted, bounds]), 'hex');
}

/** Forgets series that nobody has told of for so many days. */
export async function deleteOldSeries(database: Queryable, days: number): Promise<void> {
  await database.query(
    'DELETE FROM telemetry_series WHERE last_used_at < clock_timestamp() - make_interval(days => $1)',
    [days],
  );
}
