import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createIntentSweep } from '#billing/accounts/intent-sweep.ts';
import { fingerprintOf } from '#billing/accounts/persistence-failure.ts';
import { editCustomer, signUpCustomer } from '#billing/customers/customer-acts.ts';
import { checkDrift } from '#billing/drift/check-drift.ts';
import { healDrift } from '#billing/drift/repair-drift.ts';
import { accountPersistence } from '#flags/definitions/account-persistence.ts';
import type { WakeableLoop } from '#kit/jobs/wakeable-loop.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { createTestBilling, type TestBilling } from '../support/test-billing.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/test-portal.ts';
import { untilLockedOut } from './support/until-locked-out.ts';

let database: TestDatabase;
let billing: TestBilling;
let sweep: WakeableLoop;
let other: pg.Client;
let next = 0;

beforeAll(async () => {
  database = await createTestDatabase('portal');
  billing = await createTestBilling(database.pool, database.url, { [accountPersistence.name]: true });
  const logger = createLogger('test', 'silent');
  sweep = createIntentSweep({ database: billing.own, persistence: billing.persistence, logger });
  sweep.start();
  other = new pg.Client({ connectionString: database.url });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await sweep.stop();
  await billing.stop();
  await database.drop();
});
beforeEach(() => {
  billing.failures.length = 0;
});

/** A customer's own update. @returns the customer, their new account, and how long it took in milliseconds. */
async function update() {
  const [reference, account] = [`c${next}`, `za${next}`];
  next += 1;
  const began = performance.now();
  const { id } = await billing.updates.run({
    cause: 'sign_up',
    requestId: 'r1',
    work: (connection, note) =>
      signUpCustomer(connection, note, { reference, email: null, name: null, zuoraAccountId: account }),
  });
  return { id, account, took: performance.now() - began };
}

async function stored(id: number): Promise<string | null> {
  const { rows } = await database.pool.query('SELECT zuora_account_id FROM customers WHERE id = $1', [id]);
  return rows[0]?.zuora_account_id ?? null;
}

async function accountOf(id: number): Promise<string | null> {
  const { rows } = await database.pool.query(
    `SELECT zuora_account_id FROM billing_account_memberships JOIN billing_accounts ON billing_accounts.id = billing_account_id
     WHERE customer_id = $1`,
    [id],
  );
  return rows[0]?.zuora_account_id ?? null;
}

const heal = async () => {
  const healing = { database: database.pool, updates: billing.updates, persistence: billing.persistence };
  await checkDrift({ ...healing, onDrifted: (drifted) => healDrift(healing, drifted) });
};

const BUG = `CREATE OR REPLACE FUNCTION injected() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = TG_ARGV[0]; END $$`;
const inject = (table: string, code: string, when = 'BEFORE INSERT') =>
  other.query(`${BUG}; CREATE TRIGGER injected ${when} ON ${table} FOR EACH ROW EXECUTE FUNCTION injected('${code}')`);
const heals = async (table: string) => void (await other.query(`DROP TRIGGER injected ON ${table}`));

describe('behind the customer’s commit', () => {
  const BUGS: [string, string, string][] = [
    ['a constraint of accounts', 'billing_accounts', 'check_violation'],
    ['a constraint of memberships', 'billing_account_memberships', 'foreign_key_violation'],
    ['a serialisation failure', 'billing_account_memberships', 'serialization_failure'],
    ['a bug that throws', 'billing_account_memberships', 'P0001'],
    ['the outbox that throws', 'outbox', 'P0001'],
  ];
  test.each(BUGS)('%s fails nothing, is told once for each try, and heals', async (_name, table, code) => {
    await inject(table, code);
    const { id, account, took } = await update();
    expect(took).toBeLessThan(500);
    expect(await stored(id)).toBe(account);
    await until(async () => billing.failures.length > 0);
    expect(billing.failures[0]).toMatchObject({ step: 'converging', context: { customer_id: id, cause: 'sign_up' } });
    expect(fingerprintOf(billing.failures[0] as never)).toEqual([
      'billing',
      'converging',
      expect.stringMatching(/^\w{5}$/),
    ]);
    expect(await accountOf(id)).toBe(null);
    await heals(table);
    await until(async () => (await accountOf(id)) === account);
    expect(await billing.metrics()).toMatch(
      /billing_account_persistence_total\{exposed="true",outcome="failed"[^}]*\} \d/,
    );
  });

  test('a lock on accounts makes no customer wait, not even when every connection for them is taken', async () => {
    await other.query('BEGIN; LOCK TABLE billing_accounts');
    const updated = [];
    for (let count = 0; count < 8; count++) updated.push(await update());
    for (const { took } of updated) expect(took).toBeLessThan(500);
    const { id } = updated[0] as (typeof updated)[0];
    const began = performance.now();
    await billing.updates.run({
      cause: 'operator_edit',
      requestId: null,
      work: (connection, note) => editCustomer(connection, note, id, { zuoraAccountId: 'other' }),
    });
    expect(performance.now() - began).toBeLessThan(500);
    await until(async () => billing.failures.length > 0);
    expect(billing.failures[0]).toMatchObject({ error: { code: expect.stringMatching(/55P03|57014/) } });
    await other.query('COMMIT');
    for (const one of updated.slice(1)) await until(async () => (await accountOf(one.id)) === one.account);
    await until(async () => (await accountOf(id)) === 'other');
  }, 30_000);

  test('a deadlock fails nothing', async () => {
    const account = `za${next}`;
    await other.query("SET deadlock_timeout = '10s'; BEGIN");
    await other.query('INSERT INTO billing_accounts (zuora_account_id) VALUES ($1)', [account]);
    const { id, took } = await update();
    expect(took).toBeLessThan(500);
    await untilLockedOut(database.pool);
    await other.query("SELECT pg_advisory_xact_lock(hashtextextended('membership ' || $1, 0))", [String(id)]);
    await other.query('COMMIT; RESET deadlock_timeout');
    await until(async () => billing.failures.length > 0);
    expect(billing.failures).toMatchObject([{ step: 'converging', error: { code: '40P01' } }]);
    await until(async () => (await accountOf(id)) === account);
  });
});

describe('in the customer’s own transaction', () => {
  const NOTES: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
    ['a constraint', () => inject('billing_intents', 'check_violation'), () => heals('billing_intents')],
    [
      'a constraint that is checked at COMMIT',
      () =>
        other.query(
          `${BUG}; CREATE CONSTRAINT TRIGGER injected AFTER INSERT ON billing_intents DEFERRABLE INITIALLY DEFERRED
           FOR EACH ROW EXECUTE FUNCTION injected('check_violation')`,
        ),
      () => heals('billing_intents'),
    ],
    ['a locked table', () => other.query('BEGIN; LOCK TABLE billing_intents'), () => other.query('COMMIT')],
    [
      'a table that is not there',
      () => other.query('ALTER TABLE billing_intents RENAME TO hidden'),
      () => other.query('ALTER TABLE hidden RENAME TO billing_intents'),
    ],
  ];
  test.each(NOTES)('%s keeps the note from being written, and nothing else', async (_name, breakIt, mend) => {
    await breakIt();
    const { id, account, took } = await update();
    expect(took).toBeLessThan(1_000);
    expect(await stored(id)).toBe(account);
    expect(billing.failures).toContainEqual(
      expect.objectContaining({ step: 'noting', context: { cause: 'sign_up', request_id: 'r1' } }),
    );
    await mend();
    await heal();
    await until(async () => (await accountOf(id)) === account);
  });

  test('what is wrong with the update itself is told, and nothing is noted', async () => {
    await expect(
      billing.updates.run({
        cause: 'operator_edit',
        requestId: null,
        work: async (connection, note) => {
          note(1);
          await connection.query('SELECT 1 / 0');
        },
      }),
    ).rejects.toThrow('division by zero');
    expect(billing.failures).toEqual([]);
    const { rows } = await database.pool.query("SELECT FROM billing_intents WHERE cause = 'operator_edit'");
    expect(rows).toEqual([]);
  });
});
