import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { convergeCustomer } from '#billing/accounts/converge-customer.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { untilLockedOut } from './support/until-locked-out.ts';

let database: TestDatabase;
let other: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase('portal');
  other = new pg.Client({ connectionString: database.url });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await database.drop();
});
beforeEach(async () => {
  await database.pool.query('TRUNCATE customers, billing_accounts, billing_intents, outbox RESTART IDENTITY CASCADE');
});

const SIGN_UP = `WITH made AS (INSERT INTO customers (zuora_account_id) VALUES ($1) RETURNING id)
  INSERT INTO billing_intents (customer_id, cause) SELECT id, 'test' FROM made RETURNING customer_id`;
const CHANGE = `WITH changed AS (UPDATE customers SET zuora_account_id = $2 WHERE id = $1 RETURNING id)
  INSERT INTO billing_intents (customer_id, cause) SELECT id, 'test' FROM changed`;

const signUp = async (account: string | null) => (await database.pool.query(SIGN_UP, [account])).rows[0].customer_id;
const change = (id: number, account: string | null) => database.pool.query(CHANGE, [id, account]);

async function look(id: number) {
  const { rows } = await database.pool.query(
    `SELECT (SELECT count(*) FROM billing_intents WHERE customer_id = $1) AS intents,
       (SELECT array_agg(zuora_account_id) FROM billing_account_memberships
          JOIN billing_accounts ON billing_accounts.id = billing_account_id WHERE customer_id = $1) AS accounts`,
    [id],
  );
  return rows[0];
}

test('set is joined, changed is moved, nothing is left; the histories say why', async () => {
  const id = await signUp('A');
  expect(await convergeCustomer(database.pool, id, 'sign_up')).toBe('joined');
  expect(await convergeCustomer(database.pool, id, 'sign_up')).toBe('unchanged');
  await change(id, 'B');
  expect(await convergeCustomer(database.pool, id, 'order')).toBe('moved');
  expect(await look(id)).toEqual({ intents: 0, accounts: ['B'] });
  await change(id, null);
  expect(await convergeCustomer(database.pool, id, 'unlink')).toBe('left');
  expect(await look(id)).toEqual({ intents: 0, accounts: null });
  const { rows } = await database.pool.query(
    `SELECT zuora_account_id, cause, ended_because FROM billing_account_memberships_history
       JOIN billing_accounts ON billing_accounts.id = billing_account_id ORDER BY ended_at`,
  );
  expect(rows).toEqual([
    { zuora_account_id: 'A', cause: 'sign_up', ended_because: 'order' },
    { zuora_account_id: 'B', cause: 'order', ended_because: 'unlink' },
  ]);
});

test('a change that commits while the one before converges keeps its intent, and is never made to wait', async () => {
  const id = await signUp('A');
  await other.query("BEGIN; INSERT INTO billing_accounts (zuora_account_id) VALUES ('A')");
  const converging = convergeCustomer(database.pool, id, 'test');
  // It has read the customer, and waits for the account that somebody else just makes.
  await untilLockedOut(database.pool);
  const began = performance.now();
  await change(id, 'B');
  expect(performance.now() - began).toBeLessThan(200);
  await other.query('COMMIT');
  expect(await converging).toBe('joined');
  expect(await look(id)).toEqual({ intents: 1, accounts: ['A'] });
  expect(await convergeCustomer(database.pool, id, 'test')).toBe('moved');
  expect(await look(id)).toEqual({ intents: 0, accounts: ['B'] });
});

test('many who join at once make one account, and it is read from Zuora once', async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => signUp('A')));
  expect(await Promise.all(ids.map((id) => convergeCustomer(database.pool, id, 'test')))).toEqual(
    ids.map(() => 'joined'),
  );
  expect((await database.pool.query('SELECT FROM billing_accounts')).rows).toHaveLength(1);
  expect((await database.pool.query('SELECT FROM billing_account_memberships')).rows).toHaveLength(12);
  expect((await database.pool.query("SELECT FROM outbox WHERE task = 'read_zuora_accounts'")).rows).toHaveLength(1);
});

test('the same customer converged by many at once belongs to one account', async () => {
  const id = await signUp('A');
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => convergeCustomer(database.pool, id, 'test')));
  expect(outcomes.filter((one) => one === 'joined')).toHaveLength(1);
  expect(await look(id)).toEqual({ intents: 0, accounts: ['A'] });
});

test.each([
  ['two memberships of a customer', 'INSERT INTO billing_account_memberships VALUES (1, 1, $$x$$), (1, 1, $$x$$)'],
  ['a membership of nobody', 'INSERT INTO billing_account_memberships VALUES (99, 1, $$x$$)'],
  ['a membership in nothing', 'INSERT INTO billing_account_memberships VALUES (1, 99, $$x$$)'],
  ['an account twice', "INSERT INTO billing_accounts (zuora_account_id) VALUES ('A')"],
  ['an id with spaces', "UPDATE customers SET zuora_account_id = 'a b'"],
  ['a deleted customer with an account', 'UPDATE customers SET deleted_at = now()'],
])('the database itself refuses %s', async (_name, statement) => {
  const id = await signUp('A');
  await database.pool.query("INSERT INTO billing_accounts (zuora_account_id) VALUES ('A')");
  expect(id).toBe(1);
  await expect(database.pool.query(statement)).rejects.toMatchObject({ code: /^23/ });
});
