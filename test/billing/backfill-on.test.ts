import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BACKFILL_START, type BackfillCursor, runBackfill } from '#billing/backfill/run-backfill.ts';
import { setZuoraAccount } from '#billing/customers/set-zuora-account.ts';
import { checkDrift } from '#billing/drift/check-drift.ts';
import { accountPersistence } from '#flags/definitions/account-persistence.ts';
import { createTestBilling, type TestBilling } from '../support/test-billing.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/test-portal.ts';

let database: TestDatabase;
let billing: TestBilling;

beforeAll(async () => {
  database = await createTestDatabase('portal');
  billing = await createTestBilling(database.pool, database.url, { [accountPersistence.name]: true });
});
afterAll(async () => {
  await billing.stop();
  await database.drop();
});
beforeEach(async () => {
  await database.pool.query('TRUNCATE customers, billing_accounts, billing_intents RESTART IDENTITY CASCADE');
  await database.pool.query(
    `INSERT INTO customers (reference, zuora_account_id)
     SELECT 'c' || n, CASE WHEN n % 10 > 0 THEN 'za' || n / 3 END FROM generate_series(1, 1000) AS n`,
  );
});

const SMALL: BackfillCursor = { ...BACKFILL_START, size: 200 };

function set(customerId: number, zuoraAccountId: string | null) {
  return billing.updates.run({
    cause: 'order',
    requestId: null,
    work: (connection, note) => setZuoraAccount(connection, note, { customerId, zuoraAccountId }),
  });
}

const settled = () => until(async () => (await database.pool.query('SELECT FROM billing_intents')).rows.length === 0);
const drift = async () => (await checkDrift({ database: database.pool, persistence: billing.persistence })).drift;

test('a change that commits while its batch is written is not overtaken', async () => {
  let first = true;
  const waiting: Promise<unknown>[] = [];
  const onBatch = async () => {
    if (!first) return;
    first = false;
    // Its convergence finds no membership yet, and is done before the batch commits one.
    await set(1, null);
    await until(async () => (await database.pool.query('SELECT FROM billing_intents')).rows.length === 0);
    // This one's waits for the batch's membership.
    waiting.push(set(2, 'elsewhere'));
  };
  const done = await runBackfill({ database: database.pool, cursor: SMALL, onBatch });
  await Promise.all(waiting);
  expect(done.memberships_corrected).toBeGreaterThan(0);
  await settled();
  expect(await drift()).toBe(0);
});

test('beside writers who change everything there is no drift in the end', async () => {
  let running = true;
  const writer = async (seed: number) => {
    for (let turn = seed; running; turn += 7) await set(1 + (turn % 1_000), turn % 3 === 0 ? null : `za${turn % 50}`);
  };
  const writers = [1, 2, 3, 4].map(writer);
  await runBackfill({ database: database.pool, cursor: SMALL, onBatch: async () => {} });
  running = false;
  await Promise.all(writers);
  await settled();
  const found = await checkDrift({ database: database.pool, persistence: billing.persistence });
  expect(found).toMatchObject({ customersChecked: 1_000, drift: 0, settling: 0 });
});
