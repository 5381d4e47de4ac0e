import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';
import { runInTerminal } from './support/run-command.ts';

let portal: PortalUnderTest;

beforeAll(async () => {
  portal = await startPortalUnderTest();
  await portal.database.query(
    `INSERT INTO customers (reference, zuora_account_id)
     SELECT 'c' || n, CASE WHEN n % 5 > 0 THEN 'za' || n % 40 END FROM generate_series(1, 400) AS n`,
  );
  const purchase = {
    product: 'premium',
    trial: false,
    starts_on: '2026-01-01',
    ends_on: null,
    quantity: 1,
    customer: 'c1',
  };
  await portal.call('PUT', '/api/v1/purchases/o1', {
    ...purchase,
    namespace_id: 15,
    updated_at: '2026-01-01T00:00:00Z',
  });
});
afterAll(() => portal.stop());

it('says what a backfill would do, without doing it', async () => {
  const { code, stdout } = await portal.run(['billing', 'backfill', '--dry-run']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^Looked at 400 customers in .+\. A backfill would create 320 memberships, and at most 32 accounts\.\n$/,
  );
  expect((await portal.database.query('SELECT FROM billing_accounts')).rows).toEqual([]);
});

it('finds what does not match, by kinds', async () => {
  const { code, stdout } = await portal.run(['billing', 'drift', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ customers_checked: 400, drift: 320, kinds: { missing_membership: 320 } });
});

it('fills accounts with a bar, and reports', async () => {
  const environment = { PORTAL_URL: portal.url, TRIALGATE_TOKEN: portal.tokens.admin };
  const { code, stdout } = await runInTerminal(['billing', 'backfill'], { environment });
  expect(code).toBe(0);
  expect(stdout).toContain('400 of 400 | finished');
  expect(stdout).toMatch(/Created 32 accounts and 320 memberships, corrected 0 memberships\. Drift is 0 now\./);
});

it('finds nothing to do the second time', async () => {
  const { stdout } = await portal.run(['billing', 'backfill', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ accounts_created: 0, memberships_created: 0, drift: 0 });
});

it('repairs every kind of drift', async () => {
  await portal.database.query(
    `UPDATE customers SET zuora_account_id = 'za1' WHERE reference = 'c2';
     UPDATE customers SET zuora_account_id = NULL WHERE reference = 'c3';
     DELETE FROM billing_account_memberships WHERE customer_id = (SELECT id FROM customers WHERE reference = 'c4');
     INSERT INTO billing_accounts (zuora_account_id) VALUES ('nobody');
     INSERT INTO ended_zuora_accounts VALUES ('za6', 'za7', now())`,
  );
  const found = JSON.parse((await portal.run(['billing', 'drift', '--json'])).stdout);
  expect(found).toMatchObject({
    drift: 14,
    kinds: {
      wrong_account: 1,
      membership_without_reason: 1,
      missing_membership: 1,
      account_without_members: 1,
      ended_account: 10,
    },
  });
  const { stdout } = await portal.run(['billing', 'drift', '--repair', '--reason', 'for a test']);
  expect(stdout).toBe('Repaired 14.\nChecked 400 customers: no drift.\n');
});

it('shows accounts, one with what belongs to it, and who pays for a namespace', async () => {
  const list = await portal.run(['billing', 'accounts', 'za1']);
  expect(list.stdout).toMatch(/^ID +ZUORA ACCOUNT +NAME +NUMBER +STATUS +MEMBERS\n\d+ +za1 +\(unread\) +- +- +\d+\n$/);
  const id = /\n(\d+)/.exec(list.stdout)?.[1] ?? '';
  const one = await portal.run(['billing', 'account', id]);
  expect(one.stdout).toContain(`Billing account ${id}, in Zuora za1: not read from Zuora yet.`);
  expect(one.stdout).toMatch(/\nNAMESPACE +PRODUCT +IS +CUSTOMER\n15 +premium +active +c1\n/);
  const payers = await portal.run(['billing', 'payers', '15']);
  expect(payers.stdout).toMatch(new RegExp(`\npremium +active +c1 +\\d+ +${id} +za1\n`));
  const customers = await portal.run(['billing', 'customers', 'c40', '--limit', '1']);
  expect(customers.stdout).toMatch(/\n\d+ +c40 +- +- +-\n$/);
  expect(customers.stderr).toMatch(/There may be more: add --after \d+/);
});
