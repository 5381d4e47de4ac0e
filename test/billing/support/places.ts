import { expect } from 'vitest';
import type { CustomersOfPortal } from './customers-of-portal.ts';

const reason = 'for a test';

/** Each place that sets a customer's Zuora account: what it does, and to which account it leads. */
export const PLACES: [string, (customers: CustomersOfPortal) => Promise<[id: number, account: string | null]>][] = [
  [
    'sign-up with an account',
    async (customers) => {
      const account = customers.unique('za');
      return [(await customers.signUp({ zuora_account_id: account })).id, account];
    },
  ],
  ['sign-up without one', async (customers) => [(await customers.signUp()).id, null]],
  [
    'an order that names a new customer and the account it has made',
    async (customers) => {
      const [account, customer, id] = [customers.unique('za'), customers.unique('customer'), customers.unique('order')];
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
      expect((await customers.portal.as('operator', 'PUT', `/api/v1/purchases/${id}`, body)).status).toBe(200);
      const { rows } = await customers.portal.database.query('SELECT id FROM customers WHERE reference = $1', [
        customer,
      ]);
      return [rows[0].id, account];
    },
  ],
  [
    'the callout of a created account',
    async (customers) => {
      const [account, customer] = [customers.unique('za'), await customers.signUp()];
      expect(
        (await customers.callOut({ event: 'AccountCreated', account_id: account, customer: customer.reference }))
          .status,
      ).toBe(200);
      return [customer.id, account];
    },
  ],
  [
    'the callout of a merged account',
    async (customers) => {
      const [old, heir] = [customers.unique('za'), customers.unique('za')];
      const { id } = await customers.signUp({ zuora_account_id: old });
      expect(
        (await customers.callOut({ event: 'AccountMerged', account_id: old, merged_into_account_id: heir })).status,
      ).toBe(200);
      return [id, heir];
    },
  ],
  [
    'the callout of a deleted account',
    async (customers) => {
      const account = customers.unique('za');
      const { id } = await customers.signUp({ zuora_account_id: account });
      expect((await customers.callOut({ event: 'AccountDeleted', account_id: account })).status).toBe(200);
      return [id, null];
    },
  ],
  [
    'an operator’s edit to another account',
    async (customers) => {
      const [account, { id }] = [
        customers.unique('za'),
        await customers.signUp({ zuora_account_id: customers.unique('za') }),
      ];
      expect((await customers.edit(id, { zuora_account_id: account })).status).toBe(200);
      return [id, account];
    },
  ],
  [
    'an operator’s edit to nothing',
    async (customers) => {
      const { id } = await customers.signUp({ zuora_account_id: customers.unique('za') });
      expect((await customers.edit(id, { zuora_account_id: null })).status).toBe(200);
      return [id, null];
    },
  ],
  [
    'linking a colleague',
    async (customers) => {
      const account = customers.unique('za');
      const [one, other] = [await customers.signUp({ zuora_account_id: account }), await customers.signUp()];
      const path = `/api/v1/customers/${one.id}/colleagues/${other.id}`;
      expect((await customers.portal.as('operator', 'PUT', path, { reason })).status).toBe(200);
      return [other.id, account];
    },
  ],
  [
    'unlinking a colleague',
    async (customers) => {
      const account = customers.unique('za');
      const [one, other] = [
        await customers.signUp({ zuora_account_id: account }),
        await customers.signUp({ zuora_account_id: account }),
      ];
      const path = `/api/v1/customers/${one.id}/colleagues/${other.id}`;
      expect((await customers.portal.as('operator', 'DELETE', path, { reason })).status).toBe(200);
      return [other.id, null];
    },
  ],
  [
    'merging into a customer who has none',
    async (customers) => {
      const account = customers.unique('za');
      const [one, other] = [await customers.signUp({ zuora_account_id: account }), await customers.signUp()];
      const body = { into_customer_id: other.id, reason };
      expect((await customers.portal.as('operator', 'POST', `/api/v1/customers/${one.id}/merge`, body)).status).toBe(
        200,
      );
      expect(await customers.accountOf(one.id)).toBe(null);
      return [other.id, account];
    },
  ],
  [
    'deleting a customer',
    async (customers) => {
      const { id } = await customers.signUp({ zuora_account_id: customers.unique('za') });
      expect((await customers.portal.as('operator', 'DELETE', `/api/v1/customers/${id}`, { reason })).status).toBe(200);
      return [id, null];
    },
  ],
];
