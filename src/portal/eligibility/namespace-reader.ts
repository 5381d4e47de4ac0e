import type { Pool } from '#kit/postgres/pool.ts';

/** What one statement read: the facts of all asked namespaces, with the versions, epoch, rule set and time they go with. */
export type NamespaceReading = {
  readonly epoch: number;
  /** The greatest rule-set number there is. */
  readonly ruleSetHead: number;
  /** The database's own clock, in milliseconds since 1970. */
  readonly at: number;
  /** By id; a namespace that the portal has never heard of is not in it. */
  readonly namespaces: ReadonlyMap<number, NamespaceRow>;
};

export type NamespaceRow = { readonly version: number; readonly facts: string };

type ReadingRow = { epoch: number; rule_set_head: number; at: string; namespaces: string | null };
type Waiter = { readonly resolve: (reading: NamespaceReading) => void; readonly reject: (error: Error) => void };
type Batch = { ids: string; count: number; readonly waiters: Waiter[] };

// One row of one text comes back, because PostgreSQL and pg both spend more on a row than on what is in it.
const STATEMENT = {
  name: 'read_namespaces',
  text: `SELECT (SELECT epoch FROM portal_epoch) AS epoch, (SELECT max(number) FROM rule_sets) AS rule_set_head,
    (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at,
    (SELECT string_agg(id || ' ' || eligibility_version || ' ' || facts, E'\\n')
     FROM namespaces WHERE id = ANY ($1::bigint[])) AS namespaces`,
};

export type NamespaceReaderOptions = {
  /** Statements under way at once; a request that comes meanwhile shares the next one. */
  readonly statements?: number;
  /** Ids at most in a statement that is shared. */
  readonly sharedIds?: number;
  /** Off: every request sends its own statement at once. */
  readonly sharing?: boolean;
};

/** Reads namespaces by id. Requests share a statement only as long as it has not been sent, so none sees older facts. */
export class NamespaceReader {
  readonly #pool: Pool;
  readonly #statements: number;
  readonly #sharedIds: number;
  readonly #waiting: Batch[] = [];
  #underWay = 0;

  constructor(pool: Pool, options: NamespaceReaderOptions = {}) {
    this.#pool = pool;
    this.#statements = options.sharing === false ? Infinity : (options.statements ?? 2);
    this.#sharedIds = options.sharedIds ?? 2_000;
  }

  /** One round trip, whatever the number of ids. */
  read(ids: readonly number[]): Promise<NamespaceReading> {
    return new Promise((resolve, reject) => {
      const waiter = { resolve, reject };
      const open = this.#waiting.at(-1);
      if (open && open.count + ids.length <= this.#sharedIds) {
        open.ids += `,${ids.join(',')}`;
        open.count += ids.length;
        open.waiters.push(waiter);
        return;
      }
      this.#waiting.push({ ids: ids.join(','), count: ids.length, waiters: [waiter] });
      this.#sendNext();
    });
  }

  #sendNext(): void {
    while (this.#underWay < this.#statements) {
      const batch = this.#waiting.shift();
      if (!batch) return;
      this.#underWay += 1;
      this.#send(batch).finally(() => {
        this.#underWay -= 1;
        this.#sendNext();
      });
    }
  }

  async #send(batch: Batch): Promise<void> {
    try {
      const { rows } = await this.#pool.query<ReadingRow>({ ...STATEMENT, values: [`{${batch.ids}}`] });
      const reading = toReading(rows[0] as ReadingRow);
      for (const waiter of batch.waiters) waiter.resolve(reading);
    } catch (error) {
      for (const waiter of batch.waiters) waiter.reject(error as Error);
    }
  }
}

function toReading(row: ReadingRow): NamespaceReading {
  const namespaces = new Map<number, NamespaceRow>();
  if (row.namespaces !== null) {
    for (const line of row.namespaces.split('\n')) {
      const afterId = line.indexOf(' ');
      const afterVersion = line.indexOf(' ', afterId + 1);
      namespaces.set(Number(line.slice(0, afterId)), {
        version: Number(line.slice(afterId + 1, afterVersion)),
        facts: line.slice(afterVersion + 1),
      });
    }
  }
  return { epoch: row.epoch, ruleSetHead: row.rule_set_head, at: Math.floor(Number(row.at)), namespaces };
}
