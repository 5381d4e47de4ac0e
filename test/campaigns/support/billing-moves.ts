import { strict as assert } from 'node:assert';
import type { Pool } from '#kit/postgres/pool.ts';

export type Move = {
  readonly method: string;
  readonly path: string;
  readonly body: object;
  readonly headers?: Record<string, string>;
};

const CUSTOMERS = 200;
const ACCOUNTS = 50;
const CALLOUTS = '/api/v1/billing/zuora/callouts';
const authorization = `Basic ${Buffer.from('zuora:zuora-callouts-for-development').toString('base64')}`;
const reason = 'campaign';

/** Chooses what the writers do next; callouts are kept back, shuffled and sent twice. */
export class BillingMoves {
  readonly #random: () => number;
  readonly #database: Pool;
  readonly #late: Move[] = [];
  #customers: { id: number; reference: string }[] = [];
  #orders = 0;
  #events = 0;

  constructor(random: () => number, database: Pool) {
    this.#random = random;
    this.#database = database;
  }

  /** Half of the customers are there before anything writes accounts, with and without one. */
  async signUp(): Promise<void> {
    const { rows } = await this.#database.query<{ id: number; reference: string }>(
      `INSERT INTO customers (reference, zuora_account_id, zuora_account_set_at)
       SELECT 'c' || n, CASE WHEN n % 4 > 0 THEN 'za' || n % $2::integer END, clock_timestamp()
       FROM generate_series(1, $1::integer) AS n RETURNING id, reference`,
      [CUSTOMERS, ACCOUNTS],
    );
    this.#customers = rows;
  }

  #pick(count: number): number {
    return Math.floor(this.#random() * count);
  }

  #customer(): number {
    return this.#customers[this.#pick(CUSTOMERS)]?.id ?? 0;
  }

  #reference(): string {
    return this.#customers[this.#pick(CUSTOMERS)]?.reference ?? '';
  }

  /** A newcomer takes somebody's place, who may have been merged or deleted: so 200 are in use. */
  heard({ customer }: { customer?: { id: number; reference: string } }): void {
    if (customer?.reference?.startsWith('n')) this.#customers[this.#pick(CUSTOMERS)] = customer;
  }

  /** An account; what has ended in Zuora is replaced by a new one now and then, so that 50 stay in use. */
  #account(): string {
    const number = this.#pick(ACCOUNTS);
    return `za${number}${this.#random() < 0.1 ? `-${this.#pick(4)}` : ''}`;
  }

  next(): Move[] {
    const late = this.#late.length > 20 ? this.#late.splice(this.#pick(this.#late.length), 1) : [];
    return [...late, this.#choose()];
  }

  #choose(): Move {
    const chance = this.#random();
    if (chance < 0.25) return this.#edit(this.#account());
    if (chance < 0.35) return this.#edit(null);
    if (chance < 0.55) return this.#order();
    if (chance < 0.65) return this.#colleague('PUT');
    if (chance < 0.72) return this.#colleague('DELETE');
    if (chance < 0.75) return this.#merge();
    if (chance < 0.77) return { method: 'DELETE', path: `/api/v1/customers/${this.#customer()}`, body: { reason } };
    if (chance < 0.82) return this.#newcomer();
    return this.#callout();
  }

  #edit(account: string | null): Move {
    const body = { zuora_account_id: account, reason };
    return { method: 'PATCH', path: `/api/v1/customers/${this.#customer()}`, body };
  }

  #order(): Move {
    const customer = this.#reference();
    const body = {
      namespace_id: 1 + this.#pick(30),
      product: 'premium',
      trial: false,
      starts_on: '2026-01-01',
      ends_on: null,
      quantity: 1,
      customer,
      zuora_account_id: this.#account(),
      updated_at: new Date().toISOString(),
    };
    return { method: 'PUT', path: `/api/v1/purchases/order-${this.#orders++}`, body };
  }

  #colleague(method: 'PUT' | 'DELETE'): Move {
    return { method, path: `/api/v1/customers/${this.#customer()}/colleagues/${this.#customer()}`, body: { reason } };
  }

  #merge(): Move {
    const body = { into_customer_id: this.#customer(), reason };
    return { method: 'POST', path: `/api/v1/customers/${this.#customer()}/merge`, body };
  }

  #newcomer(): Move {
    const body = { reference: `n${this.#events++}`, zuora_account_id: this.#account() };
    return { method: 'POST', path: '/api/v1/customers', body };
  }

  #callout(): Move {
    const chance = this.#random();
    const event =
      chance < 0.4
        ? 'AccountCreated'
        : chance < 0.85
          ? 'AccountUpdated'
          : chance < 0.95
            ? 'AccountMerged'
            : 'AccountDeleted';
    const account =
      event === 'AccountMerged' || event === 'AccountDeleted' ? `${this.#account()}-${this.#pick(4)}` : this.#account();
    const body = {
      event,
      account_id: account,
      occurred_at: new Date(Date.now() - this.#pick(5_000)).toISOString(),
      ...(event === 'AccountMerged' ? { merged_into_account_id: `za${this.#pick(ACCOUNTS)}` } : {}),
      ...(event === 'AccountCreated' || event === 'AccountUpdated' ? { customer: this.#reference() } : {}),
    };
    const callout = { method: 'POST', path: CALLOUTS, body, headers: { authorization } };
    this.#late.push(callout, callout);
    return this.#late.splice(this.#pick(this.#late.length), 1)[0] as Move;
  }

  /** What must hold whatever happened. */
  async assertSound(): Promise<void> {
    const { rows } = await this.#database.query(
      `SELECT (SELECT count(*) FROM billing_accounts) - (SELECT count(DISTINCT zuora_account_id) FROM billing_accounts) AS doubled,
         (SELECT count(*) FROM billing_account_memberships) - (SELECT count(DISTINCT customer_id) FROM billing_account_memberships) AS twice,
         (SELECT count(*) FROM billing_account_memberships) AS memberships,
         (SELECT count(*) FROM customers WHERE zuora_account_id IS NOT NULL) AS customers`,
    );
    const { doubled, twice, memberships, customers } = rows[0];
    assert.deepEqual([doubled, twice, memberships], [0, 0, customers]);
    assert.ok(memberships > 50, `only ${memberships} memberships: the campaign has tried nothing`);
  }
}
