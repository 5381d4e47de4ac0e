import pg from 'pg';
import { Fault } from '#kit/errors/fault.ts';
import { SEED_STATEMENTS } from './seed-statements.ts';

export type SeedOptions = {
  /** How many known namespaces there shall be, with ascending ids. */
  readonly namespaces: number;
  readonly firstId?: number;
  /** The same seed makes the same population, by the days of the day on which it is made. */
  readonly seed?: number;
  readonly onProgress?: (done: number, total: number) => void;
};

/** What was added. */
export type SeededPopulation = { readonly namespaces: number; readonly trials: number; readonly purchases: number };

type Batch = { readonly from: number; readonly to: number; readonly seed: number; readonly isFirst: boolean };

const BATCH = 50_000;
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Fills a database with a population as one might meet it: namespaces with past and running trials, purchases and blocks
 * over three years. Those without any event, more than half of all, are the ids behind the last one. An id that is known
 * already is left alone, so that the same call again adds nothing.
 * @throws {Fault} `seed_refused` when the ids do not fit, or the database's role may not do it.
 */
export async function seedPopulation(connectionString: string, options: SeedOptions): Promise<SeededPopulation> {
  const { namespaces, firstId = 1_000_001, seed = 1, onProgress } = options;
  assertRange(namespaces, firstId);
  const client = new pg.Client({
    connectionString,
    application_name: 'portal seed',
    options: '-c timezone=UTC -c statement_timeout=0',
  });
  client.on('error', () => {});
  await client.connect();
  try {
    let added: SeededPopulation = { namespaces: 0, trials: 0, purchases: 0 };
    for (let done = 0; done < namespaces; done += BATCH) {
      const size = Math.min(BATCH, namespaces - done);
      const from = firstId + done;
      const batch = await seedBatch(client, { from, to: from + size - 1, seed, isFirst: done === 0 });
      added = add(added, batch);
      const isLast = done + size === namespaces;
      if (isLast && added.namespaces > 0) await announce(client);
      await client.query('COMMIT');
      onProgress?.(done + size, namespaces);
    }
    if (added.namespaces > 0) await client.query('ANALYZE namespaces, trials, purchases, namespace_blocks');
    return added;
  } finally {
    await client.end();
  }
}

function assertRange(namespaces: number, firstId: number): void {
  const fits = [namespaces, firstId, firstId - 1 + namespaces].every(Number.isSafeInteger);
  if (fits && namespaces >= 0 && firstId >= 1) return;
  const sentence = `namespaces must be a whole number, and all ids from 1 to ${Number.MAX_SAFE_INTEGER}.`;
  throw new Fault('seed_refused', sentence, { status: 422 });
}

/** Leaves its transaction open: what was added is told in the one of the last batch. */
async function seedBatch(client: pg.Client, { from, to, seed, isFirst }: Batch): Promise<SeededPopulation> {
  const { fresh, trials, purchases, blocks, namespaces } = SEED_STATEMENTS;
  await client.query('BEGIN');
  await skipTriggers(client);
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('seed', 0))");
  await client.query(fresh, [from, to, seed]);
  const added = { trials: await count(client, trials), purchases: await count(client, purchases) };
  await client.query(blocks);
  // The first namespaces' facts decide how all of them are read; of empty tables that would be from end to end.
  if (isFirst) await client.query('ANALYZE trials, purchases, namespace_blocks');
  return { ...added, namespaces: await count(client, namespaces) };
}

/** Triggers would bump and tell each row by itself; constraints hold all the same. */
async function skipTriggers(client: pg.Client): Promise<void> {
  try {
    await client.query('SET LOCAL session_replication_role = replica');
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new Fault(
      'seed_refused',
      `Seeding skips triggers, which the role ${client.user} may not do: as a superuser run "GRANT SET ON PARAMETER session_replication_role TO ${client.user}", or seed as one.`,
      { status: 403, cause: error },
    );
  }
}

async function announce(client: pg.Client): Promise<void> {
  await client.query('SET LOCAL session_replication_role = origin');
  await client.query("SELECT announce_rule_sets_again('seed')");
}

async function count(client: pg.Client, statement: string): Promise<number> {
  return (await client.query(statement)).rowCount ?? 0;
}

function add(one: SeededPopulation, other: SeededPopulation): SeededPopulation {
  return {
    namespaces: one.namespaces + other.namespaces,
    trials: one.trials + other.trials,
    purchases: one.purchases + other.purchases,
  };
}
