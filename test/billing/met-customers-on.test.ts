import { expect, test } from 'vitest';
import { countMetCustomers } from '#billing/accounts/met-customer-store.ts';
import { startTestPortal, until } from '../support/test-portal.ts';

test('a rollout counts customers, however often each is updated, and those of its step alone', async () => {
  const portal = await startTestPortal({ FLAG_OVERRIDES: 'account_data_persistence=on' });
  try {
    const followed = () =>
      until(async () => (await portal.database.query('SELECT FROM billing_intents')).rows.length === 0);
    const start = new Date(Date.now() - 60_000);
    const ids: number[] = [];
    for (const reference of ['C-1', 'C-2']) {
      const body = { reference, zuora_account_id: 'A1' };
      ids.push((await portal.as('operator', 'POST', '/api/v1/customers', body)).body.customer.id);
    }
    for (const account of ['A2', 'A3', 'A2']) {
      const body = { zuora_account_id: account, reason: 'for a test' };
      await portal.as('operator', 'PATCH', `/api/v1/customers/${ids[0]}`, body);
    }
    await followed();
    expect(await countMetCustomers(portal.database, start)).toBe(2);
    const { rows } = await portal.database.query('SELECT clock_timestamp() AS now');
    await portal.as('operator', 'PATCH', `/api/v1/customers/${ids[1]}`, { zuora_account_id: null, reason: 'left' });
    await followed();
    expect(await countMetCustomers(portal.database, rows[0].now)).toBe(1);
  } finally {
    await portal.stop();
  }
});
