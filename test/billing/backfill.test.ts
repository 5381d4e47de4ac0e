import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BACKFILL_START, type BackfillCursor, runBackfill } from '#billing/backfill/run-backfill.ts';
import { checkDrift } from '#billing/drift/check-drift.ts';
import { createTestBilling, type TestBilling } from '../support/test-billing.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let billing: TestBilling;

beforeAll(async () => {
  database = await createTestDatabase('portal');
  billing = await createTestBilling(database.pool, database.url);
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

const drift = async () => (await checkDrift({ database: database.pool, persistence: billing.persistence })).drift;

test('goes on from its cursor after a stop, and counts nothing twice', async () => {
  let kept = SMALL;
  let batches = 0;
  const onBatch = async (_connection: unknown, cursor: BackfillCursor) => {
    // As when the process dies before the third batch has committed.
    if (++batches === 3) throw new Error('killed');
    kept = cursor;
  };
  await expect(runBackfill({ database: database.pool, cursor: kept, onBatch })).rejects.toThrow('killed');
  expect(kept.done.customers_checked).toBeGreaterThan(200);
  const done = await runBackfill({ database: database.pool, cursor: kept, onBatch });
  expect(done).toEqual({
    customers_checked: 1_000,
    accounts_created: 334,
    memberships_created: 900,
    memberships_corrected: 0,
  });
  expect(await drift()).toBe(0);
});
