import { expect, test } from 'vitest';
import { startTestPortal, until } from '../support/test-portal.ts';

test('what goes wrong behind a customer’s update stands among the tracked errors, and the update stands', async () => {
  const portal = await startTestPortal({ FLAG_OVERRIDES: 'account_data_persistence=on' });
  try {
    await portal.database.query('ALTER TABLE billing_account_memberships RENAME TO away');
    const body = { reference: 'C-1', zuora_account_id: 'A1' };
    expect((await portal.as('operator', 'POST', '/api/v1/customers', body)).status).toBe(201);
    const path = '/api/v1/telemetry/errors?environment=customers-development';
    const [error] = await until(async () => {
      const { errors } = (await portal.as('viewer', 'GET', path)).body;
      return errors.length > 0 && errors;
    });
    expect(error).toMatchObject({ title: expect.stringContaining('42P01'), flags_on: ['account_data_persistence'] });
  } finally {
    await portal.stop();
  }
});
