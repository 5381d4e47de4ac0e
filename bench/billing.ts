import { setTimeout } from 'node:timers/promises';
import { BACKFILL_START, runBackfill } from '#billing/backfill/run-backfill.ts';
import { setZuoraAccount } from '#billing/customers/set-zuora-account.ts';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import { buildPortal, type Portal } from '#portal/build-portal.ts';
import { readPortalConfig } from '#portal/config.ts';
import { type BenchDatabase, withBenchDatabase } from './bench-database.ts';
import { describeMachine, median, type Report, target } from './report.ts';
import { measure, middle, ratioOf, runRounds } from './rounds.ts';

const CUSTOMERS = Number(process.env.BENCH_CUSTOMERS ?? 1_000_000);
const ROUNDS = 3;
const CONCURRENCY = 4;
const MILLISECONDS = 4_000;

// Nine of ten customers have an account, and seven of ten accounts have one customer.
const POPULATE = `INSERT INTO customers (reference, zuora_account_id, zuora_account_set_at)
  SELECT 'c' || n, CASE WHEN n % 10 > 0 THEN md5((n - n % 3 * (n % 7 / 4))::text) END, clock_timestamp()
  FROM generate_series(1, $1::integer) AS n`;

const BARE = `WITH made AS (
    INSERT INTO billing_accounts (zuora_account_id)
    SELECT DISTINCT zuora_account_id FROM customers WHERE zuora_account_id IS NOT NULL RETURNING id, zuora_account_id
  ) INSERT INTO billing_account_memberships (customer_id, billing_account_id, cause)
    SELECT customers.id, made.id, 'backfill' FROM customers JOIN made USING (zuora_account_id)`;

type Filled = { readonly milliseconds: number; readonly growth: number };

/** One backfill, and how much memory it took beyond what was there when its first tenth was done, in MiB. */
async function backfill(pool: Pool): Promise<Filled> {
  let [base, most] = [0, 0];
  const began = performance.now();
  await runBackfill({
    database: pool,
    cursor: BACKFILL_START,
    onBatch: async (_connection, { done }) => {
      const { heapUsed, external } = process.memoryUsage();
      const used = (heapUsed + external) / 2 ** 20;
      if (done.customers_checked < CUSTOMERS / 10) base = Math.max(base, used);
      most = Math.max(most, used);
    },
  });
  return { milliseconds: performance.now() - began, growth: most - base };
}

async function withCopy<T>(database: BenchDatabase, name: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  await database.copy(name, 'customers');
  const options = { connectionString: database.url(name), applicationName: 'bench', statementTimeout: 600_000 };
  const pool = createPool({ ...options, onError: () => {} });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

async function benchBackfill(database: BenchDatabase, onProgress: (text: string) => void) {
  onProgress(`making ${CUSTOMERS} customers`);
  await database.create('customers');
  const pool = createPool({
    connectionString: database.url('customers'),
    applicationName: 'bench',
    statementTimeout: 600_000,
    onError: () => {},
  });
  await pool.query(POPULATE, [CUSTOMERS]);
  await pool.query('VACUUM ANALYZE customers');
  await pool.end();
  const ours: Filled[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    onProgress(`round ${round + 1} of ${ROUNDS}: backfill`);
    ours.push(await withCopy(database, `ours_${round}`, backfill));
    onProgress(`round ${round + 1} of ${ROUNDS}: bare INSERT … SELECT`);
    bare.push(
      await withCopy(database, `bare_${round}`, async (copy) => {
        const began = performance.now();
        await copy.query(BARE);
        return performance.now() - began;
      }),
    );
  }
  return { ours, bare };
}

/** The service alone, without HTTP: customers are set to and fro between accounts that exist. */
function updater({ billing }: Portal): () => Promise<void> {
  let next = 0;
  return () => {
    const turn = next++;
    return billing.updates.run({
      cause: 'order',
      requestId: null,
      work: async (connection, note) => {
        const zuoraAccountId = `za${(turn + Math.floor(turn / 1_000)) % 100}`;
        await setZuoraAccount(connection, note, { customerId: 1 + (turn % 1_000), zuoraAccountId });
      },
    });
  };
}

async function startPortal(database: BenchDatabase, state: 'on' | 'off'): Promise<Portal> {
  await database.create(`updates_${state}`);
  const portal = await buildPortal(
    readPortalConfig({
      PORTAL_PORT: '0',
      LOG_LEVEL: 'error',
      PORTAL_DATABASE_URL: database.url(`updates_${state}`),
      FLAG_OVERRIDES: `account_data_persistence=${state}`,
    }),
  );
  await portal.start();
  await portal.database.query("INSERT INTO customers (reference) SELECT 'c' || n FROM generate_series(1, 1000) AS n");
  return portal;
}

async function benchUpdate(database: BenchDatabase, onProgress: (text: string) => void) {
  const on = await startPortal(database, 'on');
  const off = await startPortal(database, 'off');
  const peerOf = (name: string, portal: Portal) => {
    const update = updater(portal);
    return { name, run: () => measure(CONCURRENCY, { milliseconds: MILLISECONDS }, update) };
  };
  const samples = await runRounds([peerOf('flag on', on), peerOf('flag off', off)], 2 * ROUNDS, onProgress);
  await setTimeout(1_000);
  await Promise.all([on.stop(), off.stop()]);
  return samples;
}

/** Filling accounts beside one bare statement that does the same, and a customer's update with the flag on beside off. */
export async function benchBilling(onProgress: (text: string) => void): Promise<Report> {
  return withBenchDatabase(async (database) => {
    const samples = await benchUpdate(database, onProgress);
    const { ours, bare } = await benchBackfill(database, onProgress);
    const ratio = median(ours.map(({ milliseconds }, round) => (bare[round] ?? Number.NaN) / milliseconds));
    const row = (name: string, milliseconds: number, own: number) => ({
      name,
      batch: CUSTOMERS,
      concurrency: 1,
      ops_per_second: Math.round((CUSTOMERS * 1_000) / milliseconds),
      p50_us: Math.round(milliseconds * 1_000),
      p99_us: Math.round(milliseconds * 1_000),
      ratio: Math.round(own * 100) / 100,
    });
    const slower = ratioOf(samples, 'flag on', 'flag off', 'p50_us');
    const updates = ['flag on', 'flag off'].map((name) => ({
      name: `update, ${name}`,
      batch: 1,
      concurrency: CONCURRENCY,
      ...middle(samples, name),
      ratio: name === 'flag on' ? Math.round(ratioOf(samples, name, 'flag off', 'ops_per_second') * 100) / 100 : 1,
    }));
    return {
      bench: 'billing',
      machine: describeMachine(),
      rows: [
        row('backfill', median(ours.map(({ milliseconds }) => milliseconds)), ratio),
        row('bare INSERT … SELECT', median(bare), 1),
        ...updates,
      ],
      targets: [
        target('backfill over a bare INSERT … SELECT', ratio, '≥', 0.3),
        target(
          'MiB that a backfill grows after its first tenth',
          Math.max(...ours.map(({ growth }) => growth)),
          '≤',
          64,
        ),
        target('p50 of an update with the flag on over off', slower, '≤', 1.5),
      ],
    };
  });
}
