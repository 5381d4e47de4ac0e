import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { updateAccountDue } from '#billing/accounts/account-store.ts';
import type { PersistenceFailure } from '#billing/accounts/persistence-failure.ts';
import { insertAccountsOf } from '#billing/backfill/backfill-store.ts';
import { readAccountsJob } from '#billing/zuora/read-accounts-job.ts';
import { ZuoraClient } from '#billing/zuora/zuora-client.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { ZuoraStandIn } from '../../dev/zuora/zuora-stand-in.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/test-portal.ts';

const credentials = { clientId: 'portal', clientSecret: 'secret' };
const zuora = new ZuoraStandIn(credentials);
const context = { attempt: 1, logger: createLogger('test', 'silent') };
let url: string;
let database: TestDatabase;
let failures: PersistenceFailure[];

beforeAll(async () => {
  url = await zuora.start();
  database = await createTestDatabase('portal');
});
afterAll(async () => {
  await database.drop();
  await zuora.stop();
});
beforeEach(async () => {
  failures = [];
  await database.pool.query('TRUNCATE customers, billing_accounts CASCADE');
});

async function addAccounts(...ids: string[]) {
  for (const id of ids) await database.pool.query('INSERT INTO customers (zuora_account_id) VALUES ($1)', [id]);
  await inTransaction(database.pool, (connection) => insertAccountsOf(connection, { after: 0, upTo: 2 ** 31 }));
}

async function read(): Promise<Record<string, Record<string, unknown>>> {
  const client = new ZuoraClient({ url, ...credentials });
  const job = readAccountsJob(database.pool, client, (failure) => failures.push(failure));
  await job.run({}, context).finally(() => client.close());
  const { rows } = await database.pool.query('SELECT * FROM billing_accounts');
  return Object.fromEntries(rows.map((row) => [row.zuora_account_id, row]));
}

test('accounts get what Zuora knows of them; one that it does not know is called so', async () => {
  zuora.accounts.set('za1', { id: 'za1', name: 'Kepler Ltd', number: 'A1', status: 'Canceled', currency: 'EUR' });
  await addAccounts('za1', 'za2');
  const { za1, za2 } = await read();
  expect(za1).toMatchObject({
    zuora_account_name: 'Kepler Ltd',
    zuora_account_number: 'A1',
    status: 'Canceled',
    currency: 'EUR',
    bill_to: { firstName: 'Bill' },
    zuora_state: 'read',
    zuora_due_at: null,
  });
  expect(za2).toMatchObject({ zuora_state: 'unknown', zuora_account_name: null, zuora_due_at: null });
  expect(failures).toEqual([]);
});

test('a Zuora that fails is reported, and asked again when it wants to be', async () => {
  await addAccounts('za1');
  zuora.failures.push({ rateLimited: { retryAfter: 300 } });
  const { za1 } = await read();
  expect(za1).toMatchObject({ zuora_state: 'unread', zuora_attempts: 1, zuora_error: expect.stringContaining('429') });
  const wait = (Number(za1?.zuora_due_at) - Date.now()) / 1_000;
  expect(wait).toBeGreaterThan(290);
  expect(wait).toBeLessThan(301);
  expect(failures).toMatchObject([{ step: 'reading_zuora', context: { zuora_account_id: 'za1' } }]);
});

test('what Zuora calls out while an account is read has it read once more', async () => {
  await addAccounts('za1');
  zuora.asked.length = 0;
  zuora.accounts.set('za1', { id: 'za1', name: 'Before' });
  zuora.failures.push({ rateLimited: { retryAfter: 1 } });
  const reading = read();
  await until(async () => zuora.asked.length === 1);
  await updateAccountDue(database.pool, 'za1');
  await reading;
  expect(zuora.asked).toEqual(['za1', 'za1', 'za1']);
});
