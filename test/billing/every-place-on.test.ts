import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/test-portal.ts';
import { CustomersOfPortal } from './support/customers-of-portal.ts';
import { PLACES } from './support/places.ts';

let portal: TestPortal;
let customers: CustomersOfPortal;

beforeAll(async () => {
  portal = await startTestPortal({ FLAG_OVERRIDES: 'account_data_persistence=on' });
  customers = new CustomersOfPortal(portal);
});
afterAll(() => portal.stop());

test.each(PLACES)('%s leaves the customer in the account that it set', async (_name, act) => {
  const [id, account] = await act(customers);
  expect(await customers.accountOf(id)).toBe(account);
});

test('an account that its last member has left is kept', async () => {
  const account = customers.unique('za');
  const { id } = await customers.signUp({ zuora_account_id: account });
  expect(await customers.accountOf(id)).toBe(account);
  await customers.edit(id, { zuora_account_id: null });
  expect(await customers.accountOf(id)).toBe(null);
  const { body } = await portal.as('viewer', 'GET', `/api/v1/billing_accounts?query=${account}`);
  expect(body.billing_accounts).toMatchObject([{ zuora_account_id: account, members: 0 }]);
  const shown = await portal.as('viewer', 'GET', `/api/v1/billing_accounts/${body.billing_accounts[0].id}`);
  expect(shown.body.history).toMatchObject([{ customer_id: id, cause: 'sign_up', ended_because: 'operator_edit' }]);
});

test('updates are counted and timed by the flag’s value', async () => {
  const metrics = await (await fetch(`${portal.url}/-/metrics`)).text();
  for (const outcome of ['joined', 'moved', 'left']) {
    expect(metrics).toMatch(
      new RegExp(`billing_account_persistence_total\\{exposed="true",outcome="${outcome}"[^}]*\\} [1-9]`),
    );
  }
  expect(metrics).toMatch(/customer_update_duration_seconds_count\{exposed="true"[^}]*\} [1-9]/);
});
