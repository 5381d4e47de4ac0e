import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pool } from '#kit/postgres/pool.ts';
import { type FaultyProduct, startFaultyProduct } from './faulty-product.ts';

/** The check may take 1 s at the most; the rest is a password's hash and a few statements on a loaded machine. */
const BUDGET = 1_000;
const WHOLE_REQUEST = 2_500;
/** The queue tries again after 3 s, 7 s and 20 s. */
const UNTIL_STARTED = 45_000;
const LEGACY_TABLE = 'subscription_add_on_purchases';

type Fault = (world: FaultyProduct) => Promise<(() => Promise<unknown>) | undefined>;

const onLine = (name: 'toPortal' | 'toRedis' | 'toFlags', fault: 'cut' | 'hang' | 'slow'): Fault => {
  return async ({ [name]: line }) => {
    if (fault === 'cut') await line.cut();
    else if (fault === 'hang') line.hang();
    else line.delay(150);
    return () => line.mend();
  };
};

const lock = async (database: Pool, table: string) => {
  const connection = await database.connect();
  await connection.query('BEGIN');
  await connection.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  return async () => {
    await connection.query('ROLLBACK');
    connection.release();
  };
};

// Those come last after which a circuit breaker stays open for a while.
const FAULTS: readonly (readonly [string, Fault])[] = [
  ['the flag server is killed', onLine('toFlags', 'cut')],
  ['the flag server answers nothing', onLine('toFlags', 'hang')],
  ['Redis is slow', onLine('toRedis', 'slow')],
  ['Redis answers nothing', onLine('toRedis', 'hang')],
  ['Redis is killed', onLine('toRedis', 'cut')],
  ['the old queries wait for a lock', ({ database }) => lock(database.pool, LEGACY_TABLE)],
  [
    'the old queries wait for a lock for 200 ms',
    async ({ database }) => {
      setTimeout(await lock(database.pool, LEGACY_TABLE), 200);
      return undefined;
    },
  ],
  [
    'the old queries fail',
    async ({ database: { pool } }) => {
      await pool.query(`ALTER TABLE ${LEGACY_TABLE} RENAME TO away`);
      return () => pool.query(`ALTER TABLE away RENAME TO ${LEGACY_TABLE}`);
    },
  ],
  ['the portal is slow', onLine('toPortal', 'slow')],
  ['the portal waits for a lock', ({ portal }) => lock(portal.database, 'namespaces')],
  ['the portal answers nothing', onLine('toPortal', 'hang')],
  ['the portal is killed', onLine('toPortal', 'cut')],
  [
    'everything is killed',
    async ({ toPortal, toRedis, toFlags }) => {
      const lines = [toPortal, toRedis, toFlags];
      await Promise.all(lines.map((line) => line.cut()));
      return () => Promise.all(lines.map((line) => line.mend()));
    },
  ],
];

/** No failure of what saas depends on fails a sign-up, holds it up or loses its application. */
export function checkRegistrationFaults(settings: Record<string, string>, method: 'ssot' | 'database'): void {
  let world: FaultyProduct;
  const groups: { readonly fault: string; readonly id: number }[] = [];
  beforeAll(async () => {
    world = await startFaultyProduct(settings);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test.each(FAULTS)('%s: the sign-up succeeds within its budget and the trial is queued', async (fault, begin) => {
    const end = await begin(world);
    const began = performance.now();
    const answer = await world.visitor().register({ group_name: `Zeta ${groups.length}` });
    const took = performance.now() - began;
    await end?.();
    expect(answer.statusCode, answer.body).toBe(201);
    const { trial, check, group } = answer.json();
    expect(trial).toBe('queued');
    expect(check.method).toBe(method);
    expect(check.duration_ms).toBeLessThan(BUDGET);
    expect(took).toBeLessThan(WHOLE_REQUEST);
    groups.push({ fault, id: group.id });
  });

  test('once all is well again each of them has its trial, once, and its lead, once', async () => {
    expect(groups).toHaveLength(FAULTS.length);
    const deadline = Date.now() + UNTIL_STARTED;
    const missing = async () => {
      const ids = groups.map(({ id }) => id);
      const { rows } = await world.portal.database.query<{ id: number; trials: number; leads: number }>(
        `SELECT id, (SELECT count(*)::int FROM trials WHERE namespace_id = one.id) AS trials,
           (SELECT count(*)::int FROM leads WHERE namespace_id = one.id) AS leads
         FROM unnest($1::bigint[]) AS one (id)`,
        [ids],
      );
      const wrong = rows.filter(({ trials, leads }) => trials !== 1 || leads !== 1);
      return wrong.map((row) => ({ ...row, fault: groups.find(({ id }) => id === row.id)?.fault }));
    };
    while ((await missing()).length > 0 && Date.now() < deadline) await new Promise((tick) => setTimeout(tick, 100));
    expect(await missing()).toEqual([]);
  }, 60_000);
}
