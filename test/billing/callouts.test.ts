import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyCallout } from '#billing/zuora/apply-callout.ts';
import type { Callout } from '#billing/zuora/callout.ts';
import { createTestBilling, type TestBilling } from '../support/test-billing.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { startTestPortal, type TestPortal } from '../support/test-portal.ts';

const CALLOUTS = '/api/v1/billing/zuora/callouts';
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const CREDENTIALS = basic('zuora:zuora-callouts-for-development');
const valid = { event: 'AccountUpdated', account_id: 'za1', occurred_at: '2026-01-01T00:00:00Z' };

describe('the endpoint', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startTestPortal();
  });
  afterAll(() => portal.stop());

  async function post(body: string, authorization?: string) {
    const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
    const reply = await fetch(portal.url + CALLOUTS, { method: 'POST', body, headers });
    return { status: reply.status, challenge: reply.headers.get('www-authenticate'), body: await reply.json() };
  }
  const lastKept = async () =>
    (await portal.database.query('SELECT outcome, refusal, body FROM zuora_callouts ORDER BY id DESC LIMIT 1')).rows[0];

  test('challenges Zuora, which first comes without credentials', async () => {
    const { status, challenge } = await post(JSON.stringify(valid));
    expect([status, challenge]).toEqual([401, 'Basic realm="trialgate", charset="UTF-8"']);
  });

  test.each(['zuora:wrong', 'wrong:zuora-callouts-for-development', ':', 'zuora'])(
    'refuses the credentials %s and keeps that, without the body',
    async (credentials) => {
      expect((await post(JSON.stringify(valid), basic(credentials))).status).toBe(401);
      expect(await lastKept()).toMatchObject({ outcome: 'refused', refusal: /^unauthenticated/, body: null });
    },
  );

  const BAD: [string, string, number, string][] = [
    ['no JSON', '{"event":', 400, 'malformed_request'],
    ['no object', '[1]', 400, 'malformed_request'],
    ['nothing', '', 400, 'malformed_request'],
    ['an unknown event', JSON.stringify({ ...valid, event: 'InvoicePosted' }), 422, 'callout_event_unknown'],
    ['an id with spaces', JSON.stringify({ ...valid, account_id: 'za 1' }), 422, 'invalid_request'],
    ['an id of 10 kB', JSON.stringify({ ...valid, account_id: 'z'.repeat(10_240) }), 422, 'invalid_request'],
    ['no id', JSON.stringify({ ...valid, account_id: undefined }), 422, 'invalid_request'],
    ['no time', JSON.stringify({ ...valid, occurred_at: undefined }), 422, 'invalid_request'],
    ['a time in the future', JSON.stringify({ ...valid, occurred_at: '2999-01-01T00:00:00Z' }), 422, 'invalid_request'],
    ['a merge with nobody', JSON.stringify({ ...valid, event: 'AccountMerged' }), 422, 'invalid_request'],
    [
      'a merge with itself',
      JSON.stringify({ ...valid, event: 'AccountMerged', merged_into_account_id: 'za1' }),
      422,
      'invalid_request',
    ],
    ['NUL', JSON.stringify({ ...valid, event_id: '\0', customer: 'a\0b' }), 422, 'invalid_request'],
  ];
  test.each(BAD)('refuses %s, keeps it, and does nothing', async (_name, body, status, code) => {
    const reply = await post(body, CREDENTIALS);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(await lastKept()).toMatchObject({ outcome: 'refused', refusal: expect.stringContaining(code) });
    const { rows } = await portal.database.query("SELECT FROM outbox WHERE task = 'refresh_zuora_account'");
    expect(rows).toEqual([]);
  });

  test('hears the same event once, by its id or by its content', async () => {
    expect((await post(JSON.stringify(valid), CREDENTIALS)).body).toEqual({ success: true, outcome: 'applied' });
    expect((await post(JSON.stringify(valid), CREDENTIALS)).body).toEqual({ success: true, outcome: 'repeated' });
    const named = { ...valid, event_id: 'e1' };
    expect((await post(JSON.stringify(named), CREDENTIALS)).body.outcome).toBe('applied');
    expect((await post(JSON.stringify({ ...named, account_id: 'za2' }), CREDENTIALS)).body.outcome).toBe('repeated');
  });
});

describe('any order, and twice', () => {
  let database: TestDatabase;
  let billing: TestBilling;
  let next = 0;
  beforeAll(async () => {
    database = await createTestDatabase('portal');
    billing = await createTestBilling(database.pool, database.url);
  });
  afterAll(async () => {
    await billing.stop();
    await database.drop();
  });

  type Event = Pick<Callout, 'event' | 'zuoraAccountId'> & Partial<Callout>;
  const created = (account: string): Event => ({ event: 'AccountCreated', zuoraAccountId: account, customer: 'c' });
  const merged = (account: string, heir: string): Event => ({
    event: 'AccountMerged',
    zuoraAccountId: account,
    mergedInto: heir,
  });
  const deleted = (account: string): Event => ({ event: 'AccountDeleted', zuoraAccountId: account });
  /** What happened in Zuora, in its order, and where the customer is in the end. */
  const STORIES: [Event[], string | null][] = [
    [[created('A'), merged('A', 'B'), created('D'), deleted('B')], 'D'],
    [[created('A'), merged('A', 'B'), deleted('A')], 'B'],
    [[created('A'), merged('A', 'B'), merged('B', 'C')], 'C'],
    [[created('A'), merged('A', 'B'), merged('B', 'C'), deleted('C')], null],
    [[created('A'), created('B'), deleted('A')], 'B'],
    [[created('A'), deleted('A'), created('B'), merged('B', 'C')], 'C'],
  ];

  async function play(events: readonly Event[], order: readonly number[], prefix: string): Promise<string | null> {
    const name = (one: string) => `${prefix}-${one}`;
    const { rows } = await database.pool.query('INSERT INTO customers (reference) VALUES ($1) RETURNING id', [
      name('c'),
    ]);
    for (const place of [...order, order[0] ?? 0]) {
      const { customer, mergedInto, zuoraAccountId, event } = events[place] as Event;
      const callout = {
        event,
        key: name(String(place)),
        zuoraAccountId: name(zuoraAccountId),
        occurredAt: new Date(Date.UTC(2026, 0, 1 + place)),
        mergedInto: mergedInto ? name(mergedInto) : null,
        customer: customer ? name(customer) : null,
      };
      await applyCallout(billing.updates, callout, 'test');
    }
    const found = await database.pool.query('SELECT zuora_account_id FROM customers WHERE id = $1', [rows[0].id]);
    return found.rows[0].zuora_account_id?.replace(`${prefix}-`, '') ?? null;
  }

  test.each(STORIES)('%j ends with %s', async (events, expected) => {
    for (const order of permutations(events.length)) {
      expect(await play(events, order, `s${next++}`), `delivered as ${order}`).toBe(expected);
    }
  });

  test('what an operator has set since is not overwritten by an older event', async () => {
    const { rows } = await database.pool.query(
      "INSERT INTO customers (reference, zuora_account_id, zuora_account_set_at) VALUES ('kept', 'chosen', now()) RETURNING id",
    );
    const occurredAt = new Date(Date.now() - 60_000);
    const callout = { event: 'AccountCreated', key: 'old', zuoraAccountId: 'old', mergedInto: null } as const;
    expect(await applyCallout(billing.updates, { ...callout, occurredAt, customer: 'kept' }, 'test')).toBe('older');
    const found = await database.pool.query('SELECT zuora_account_id FROM customers WHERE id = $1', [rows[0].id]);
    expect(found.rows[0].zuora_account_id).toBe('chosen');
  });
});

function permutations(size: number): number[][] {
  if (size === 0) return [[]];
  return permutations(size - 1).flatMap((rest) =>
    Array.from({ length: size }, (_, place) => [...rest.slice(0, place), size - 1, ...rest.slice(place)]),
  );
}
