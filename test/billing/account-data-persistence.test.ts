import { afterAll, beforeAll, expect, test } from 'vitest';
import { AccountPersistence } from '#billing/accounts/account-persistence.ts';
import type { PersistenceFailure } from '#billing/accounts/persistence-failure.ts';
import { BACKFILL_START, runBackfill } from '#billing/backfill/run-backfill.ts';
import { setZuoraAccount } from '#billing/customers/set-zuora-account.ts';
import { checkDrift } from '#billing/drift/check-drift.ts';
import { checkDriftJob } from '#billing/drift/check-drift-job.ts';
import { observeDrift } from '#billing/drift/drift-gauge.ts';
import { accountPersistence } from '#flags/definitions/account-persistence.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { createTestBilling, type TestBilling } from '../support/test-billing.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let billing: TestBilling;
const setFlag = (isOn: boolean) => billing.setFlags({ [accountPersistence.name]: isOn });

beforeAll(async () => {
  database = await createTestDatabase('portal');
  billing = await createTestBilling(database.pool, database.url);
});
afterAll(async () => {
  await billing.stop();
  await database.drop();
});

function set(customerId: number, zuoraAccountId: string | null) {
  return billing.updates.run({
    cause: 'order',
    requestId: null,
    work: (connection, note) => setZuoraAccount(connection, note, { customerId, zuoraAccountId }),
  });
}

test('what was set while the flag was off is found by the check, shown by the gauge, and heals when it is on', async () => {
  await database.pool.query(
    "INSERT INTO customers (reference, zuora_account_id) SELECT 'c' || n, 'za' || n FROM generate_series(1, 3) AS n",
  );
  await runBackfill({ database: database.pool, cursor: BACKFILL_START, onBatch: async () => {} });
  observeDrift(billing.meter, database.pool);
  const healing = { database: database.pool, updates: billing.updates, persistence: billing.persistence };
  const job = checkDriftJob(healing, (failure) => billing.failures.push(failure));
  const check = () => job.run({}, { attempt: 1, logger: createLogger('test', 'silent') });
  setFlag(false);
  await set(1, 'while-off');
  await set(2, null);
  await check();
  const off = await billing.metrics();
  expect(off).toMatch(/billing_account_drift\{kind="wrong_account",exposed="false"[^}]*\} 1/);
  expect(off).toMatch(/billing_account_drift\{kind="membership_without_reason",exposed="false"[^}]*\} 1/);
  expect((await database.pool.query('SELECT FROM billing_intents')).rows).toEqual([]);
  setFlag(true);
  await check();
  expect(await billing.metrics()).toMatch(/billing_account_drift\{kind="wrong_account",exposed="true"[^}]*\} 1/);
  const { rows } = await database.pool.query('SELECT customer_id FROM billing_intents ORDER BY customer_id');
  expect(rows).toEqual([{ customer_id: 1 }, { customer_id: 2 }]);
  for (const id of [1, 2]) await billing.persistence.persist(id, 'retry');
  await check();
  expect(await billing.metrics()).toMatch(/billing_account_drift\{kind="wrong_account",exposed="true"[^}]*\} 0/);
  expect((await checkDrift({ database: database.pool, persistence: billing.persistence })).drift).toBe(0);
});

test('a flag that throws is off, and told', async () => {
  const { own, meter } = billing;
  const failures: PersistenceFailure[] = [];
  const flags = () => {
    throw new Error('injected');
  };
  const report = (failure: PersistenceFailure) => void failures.push(failure);
  const persistence = new AccountPersistence({ database: own, flags, meter, report });
  expect(await persistence.isExposed(7)).toBe(false);
  expect(failures).toMatchObject([{ step: 'noting', context: { customer_id: 7 } }]);
});
