import { expect } from 'vitest';
import { type TestPortal, until } from '../../support/test-portal.ts';

const CALLOUTS = '/api/v1/billing/zuora/callouts';
const CREDENTIALS = `Basic ${Buffer.from('zuora:zuora-callouts-for-development').toString('base64')}`;
const reason = 'for a test';

/** What sets customers' Zuora accounts, over HTTP. */
export class CustomersOfPortal {
  readonly portal: TestPortal;
  #next = 1;

  constructor(portal: TestPortal) {
    this.portal = portal;
  }

  unique(what: string): string {
    return `${what}-${this.#next++}`;
  }

  async signUp(more: object = {}): Promise<{ id: number; reference: string }> {
    const body = { reference: this.unique('customer'), ...more };
    const reply = await this.portal.as('operator', 'POST', '/api/v1/customers', body);
    expect(reply.status, reply.text).toBe(201);
    return reply.body.customer;
  }

  edit(id: number, body: object) {
    return this.portal.as('operator', 'PATCH', `/api/v1/customers/${id}`, { reason, ...body });
  }

  async callOut(body: object) {
    const reply = await fetch(this.portal.url + CALLOUTS, {
      method: 'POST',
      headers: { authorization: CREDENTIALS, 'content-type': 'application/json' },
      body: JSON.stringify({ occurred_at: new Date().toISOString(), ...body }),
    });
    return { status: reply.status, body: await reply.json() };
  }

  /** The Zuora account of the customer's billing account, once what was noted is done. */
  async accountOf(id: number): Promise<string | null> {
    await until(async () => {
      const { rows } = await this.portal.database.query('SELECT FROM billing_intents');
      return rows.length === 0;
    });
    const { body } = await this.portal.as('viewer', 'GET', `/api/v1/customers/${id}`);
    return body.billing_account?.zuora_account_id ?? null;
  }
}
