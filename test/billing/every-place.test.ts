import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountPersistence } from '#flags/definitions/account-persistence.ts';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';

const CALLOUTS = '/api/v1/billing/zuora/callouts';
const CREDENTIALS = `Basic ${Buffer.from('zuora:zuora-callouts-for-development').toString('base64')}`;
const reason = 'for a test';

let portal: TestPortal;
let next = 1;

async function setFlag(state: 'on' | 'off') {
  const path = `/api/v1/flags/${accountPersistence.name}/environments/customers-development`;
  expect((await portal.as('admin', 'PUT', path, { state, reason })).status).toBe(200);
  await until(async () => {
    const actor = { targetingKey: '1', userId: '1' };
    return (
      (await portal.portal.flags.own().client.getBooleanValue(accountPersistence.name, false, actor)) ===
      (state === 'on')
    );
  });
}

beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

const unique = (what: string) => `${what}-${next++}`;

async function signUp(more: object = {}) {
  const reply = await portal.as('operator', 'POST', '/api/v1/customers', { reference: unique('customer'), ...more });
  expect(reply.status, reply.text).toBe(201);
  return reply.body.customer as { id: number; reference: string };
}

const edit = (id: number, body: object) =>
  portal.as('operator', 'PATCH', `/api/v1/customers/${id}`, { reason, ...body });

async function callOut(body: object) {
  const reply = await fetch(portal.url + CALLOUTS, {
    method: 'POST',
    headers: { authorization: CREDENTIALS, 'content-type': 'application/json' },
    body: JSON.stringify({ occurred_at: new Date().toISOString(), ...body }),
  });
  return { status: reply.status, body: await reply.json() };
}

/** The Zuora account of the customer's billing account, once what was noted is done. */
async function accountOf(id: number): Promise<string | null> {
  await until(async () => {
    const { rows } = await portal.database.query('SELECT FROM billing_intents');
    return rows.length === 0;
  });
  const { body } = await portal.as('viewer', 'GET', `/api/v1/customers/${id}`);
  return body.billing_account?.zuora_account_id ?? null;
}

/** Each place that sets a customer's Zuora account: what it does, and to which account it leads. */
const PLACES: [string, () => Promise<[id: number, account: string | null]>][] = [
  [
    'sign-up with an account',
    async () => {
      const account = unique('za');
      return [(await signUp({ zuora_account_id: account })).id, account];
    },
  ],
  ['sign-up without one', async () => [(await signUp()).id, null]],
  [
    'an order that names a new customer and the account it has made',
    async () => {
      const [account, customer, id] = [unique('za'), unique('customer'), unique('order')];
      const purchase = {
        namespace_id: 5,
        product: 'premium',
        trial: false,
        starts_on: '2026-01-01',
        ends_on: null,
        quantity: 1,
        updated_at: '2026-01-01T00:00:00Z',
      };
      const body = { ...purchase, customer, zuora_account_id: account };
      expect((await portal.as('operator', 'PUT', `/api/v1/purchases/${id}`, body)).status).toBe(200);
      const { rows } = await portal.database.query('SELECT id FROM customers WHERE reference = $1', [customer]);
      return [rows[0].id, account];
    },
  ],
  [
    'the callout of a created account',
    async () => {
      const [account, customer] = [unique('za'), await signUp()];
      expect(
        (await callOut({ event: 'AccountCreated', account_id: account, customer: customer.reference })).status,
      ).toBe(200);
      return [customer.id, account];
    },
  ],
  [
    'the callout of a merged account',
    async () => {
      const [old, heir] = [unique('za'), unique('za')];
      const { id } = await signUp({ zuora_account_id: old });
      expect((await callOut({ event: 'AccountMerged', account_id: old, merged_into_account_id: heir })).status).toBe(
        200,
      );
      return [id, heir];
    },
  ],
  [
    'the callout of a deleted account',
    async () => {
      const account = unique('za');
      const { id } = await signUp({ zuora_account_id: account });
      expect((await callOut({ event: 'AccountDeleted', account_id: account })).status).toBe(200);
      return [id, null];
    },
  ],
  [
    'an operator’s edit to another account',
    async () => {
      const [account, { id }] = [unique('za'), await signUp({ zuora_account_id: unique('za') })];
      expect((await edit(id, { zuora_account_id: account })).status).toBe(200);
      return [id, account];
    },
  ],
  [
    'an operator’s edit to nothing',
    async () => {
      const { id } = await signUp({ zuora_account_id: unique('za') });
      expect((await edit(id, { zuora_account_id: null })).status).toBe(200);
      return [id, null];
    },
  ],
  [
    'linking a colleague',
    async () => {
      const account = unique('za');
      const [one, other] = [await signUp({ zuora_account_id: account }), await signUp()];
      const path = `/api/v1/customers/${one.id}/colleagues/${other.id}`;
      expect((await portal.as('operator', 'PUT', path, { reason })).status).toBe(200);
      return [other.id, account];
    },
  ],
  [
    'unlinking a colleague',
    async () => {
      const account = unique('za');
      const [one, other] = [await signUp({ zuora_account_id: account }), await signUp({ zuora_account_id: account })];
      const path = `/api/v1/customers/${one.id}/colleagues/${other.id}`;
      expect((await portal.as('operator', 'DELETE', path, { reason })).status).toBe(200);
      return [other.id, null];
    },
  ],
  [
    'merging into a customer who has none',
    async () => {
      const account = unique('za');
      const [one, other] = [await signUp({ zuora_account_id: account }), await signUp()];
      const body = { into_customer_id: other.id, reason };
      expect((await portal.as('operator', 'POST', `/api/v1/customers/${one.id}/merge`, body)).status).toBe(200);
      expect(await accountOf(one.id)).toBe(null);
      return [other.id, account];
    },
  ],
  [
    'deleting a customer',
    async () => {
      const { id } = await signUp({ zuora_account_id: unique('za') });
      expect((await portal.as('operator', 'DELETE', `/api/v1/customers/${id}`, { reason })).status).toBe(200);
      return [id, null];
    },
  ],
];

describe('with the flag on', () => {
  beforeAll(() => setFlag('on'));
  test.each(PLACES)('%s leaves the customer in the account that it set', async (_name, act) => {
    const [id, account] = await act();
    expect(await accountOf(id)).toBe(account);
  });

  test('an account that its last member has left is kept', async () => {
    const account = unique('za');
    const { id } = await signUp({ zuora_account_id: account });
    expect(await accountOf(id)).toBe(account);
    await edit(id, { zuora_account_id: null });
    expect(await accountOf(id)).toBe(null);
    const { body } = await portal.as('viewer', 'GET', `/api/v1/billing_accounts?query=${account}`);
    expect(body.billing_accounts).toMatchObject([{ zuora_account_id: account, members: 0 }]);
    const shown = await portal.as('viewer', 'GET', `/api/v1/billing_accounts/${body.billing_accounts[0].id}`);
    expect(shown.body.history).toMatchObject([{ customer_id: id, cause: 'sign_up', ended_because: 'operator_edit' }]);
  });
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

test('there is one service: nothing else sets a customer’s Zuora account', () => {
  const statement = /UPDATE customers\b[^`']*?SET[^`']*?\bzuora_account_id =/;
  const writing = globSync('src/**/*.ts').filter((file) => statement.test(readFileSync(file, 'utf8')));
  expect(writing).toEqual(['src/billing/customers/customer-store.ts']);
  const calling = globSync('src/**/*.ts').filter((file) => readFileSync(file, 'utf8').includes('updateZuoraAccount('));
  expect(calling.sort()).toEqual([...writing, 'src/billing/customers/set-zuora-account.ts']);
});

describe('with the flag off', () => {
  beforeAll(() => setFlag('off'));
  test.each(PLACES)('%s sets the customer, and writes nothing about accounts', async (_name, act) => {
    const count = 'SELECT (SELECT count(*) FROM billing_accounts) + (SELECT count(*) FROM billing_intents) AS count';
    const before = (await portal.database.query(count)).rows[0].count;
    const [id, account] = await act();
    expect(await accountOf(id)).toBe(null);
    const { rows } = await portal.database.query('SELECT zuora_account_id FROM customers WHERE id = $1', [id]);
    expect(rows[0].zuora_account_id).toBe(account);
    expect((await portal.database.query(count)).rows[0].count).toBe(before);
  });
});
