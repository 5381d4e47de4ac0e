import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/test-portal.ts';
import { CustomersOfPortal } from './support/customers-of-portal.ts';
import { PLACES } from './support/places.ts';

let portal: TestPortal;
let customers: CustomersOfPortal;

beforeAll(async () => {
  portal = await startTestPortal({ FLAG_OVERRIDES: 'account_data_persistence=off' });
  customers = new CustomersOfPortal(portal);
});
afterAll(() => portal.stop());

test.each(PLACES)('%s sets the customer, and writes nothing about accounts', async (_name, act) => {
  const count = 'SELECT (SELECT count(*) FROM billing_accounts) + (SELECT count(*) FROM billing_intents) AS count';
  const before = (await portal.database.query(count)).rows[0].count;
  const [id, account] = await act(customers);
  expect(await customers.accountOf(id)).toBe(null);
  const { rows } = await portal.database.query('SELECT zuora_account_id FROM customers WHERE id = $1', [id]);
  expect(rows[0].zuora_account_id).toBe(account);
  expect((await portal.database.query(count)).rows[0].count).toBe(before);
});
