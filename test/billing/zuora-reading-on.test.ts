import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZuoraStandIn } from '../../dev/zuora/zuora-stand-in.ts';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';

const credentials = { clientId: 'portal', clientSecret: 'secret' };
const zuora = new ZuoraStandIn(credentials);
let url: string;

beforeAll(async () => {
  url = await zuora.start();
});
afterAll(() => zuora.stop());

test('through the portal: an order’s account gets its name by a job; a mistyped account is refused', async () => {
  const environment = {
    ZUORA_URL: url,
    ZUORA_CLIENT_ID: credentials.clientId,
    ZUORA_CLIENT_SECRET: credentials.clientSecret,
    FLAG_OVERRIDES: 'account_data_persistence=on',
  };
  const portal: TestPortal = await startTestPortal(environment);
  try {
    zuora.accounts.set('za9', { id: 'za9', name: 'Hypatia AG' });
    const made = await portal.as('operator', 'POST', '/api/v1/customers', { reference: 'c9', zuora_account_id: 'za9' });
    expect(made.status).toBe(201);
    const account = await until(async () => {
      const { body } = await portal.as('viewer', 'GET', '/api/v1/billing_accounts?query=hypatia');
      return body.billing_accounts[0];
    });
    expect(account).toMatchObject({ zuora_account_name: 'Hypatia AG', members: 1, zuora_state: 'read' });
    const edit = (id: string) =>
      portal.as('operator', 'PATCH', `/api/v1/customers/${made.body.customer.id}`, {
        zuora_account_id: id,
        reason: 'test',
      });
    for (const [id, code] of [
      ['za 9', 'invalid_request'],
      ['z'.repeat(10_240), 'invalid_request'],
      ['mistyped', 'zuora_account_unknown'],
    ] as const) {
      const refused = await edit(id);
      expect([refused.status, refused.body.code]).toEqual([422, code]);
      expect(refused.body.error_attribute_map).toHaveProperty('zuora_account_id');
    }
    zuora.failures.push('hang');
    const began = performance.now();
    expect((await edit('not-told')).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(2_500);
  } finally {
    await portal.stop();
  }
});
