import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPool } from '#kit/postgres/pool.ts';
import { LegacyQueries } from '#saas/legacy-queries/legacy-queries.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { insertAddOnPurchase, insertHistory, insertSubscription } from '../support/billing-rows.ts';
import { createGitlabDatabase } from '../support/gitlab-database.ts';
import { insertMember, insertNamespace } from '../support/rows.ts';

/**
 * The tables of gitlab-facts §6.2 and the quirks of §3.4, each by its name. `GITLAB_STRUCTURE_SQL=<path>` runs them on a
 * database that GitLab's own `db/structure.sql` makes.
 */

const TODAY = '2026-11-21';
const TABLES = [
  ...['namespaces', 'members', 'gitlab_subscriptions', 'gitlab_subscription_histories'],
  'subscription_add_on_purchases',
];
/** People, whose rows the queries do not read. */
const [owner, other] = [7, 8];
let database: TestDatabase;
let legacy: LegacyQueries;
let [zeta, rho, alpha] = [0, 0, 0];

beforeAll(async () => {
  database = await createGitlabDatabase();
  legacy = new LegacyQueries(database.pool);
});
afterAll(() => database.drop());

beforeEach(async () => {
  // Other tables of GitLab's refer to these, which TRUNCATE minds also where they are empty.
  for (const table of TABLES) await database.pool.query(`DELETE FROM ${table}`);
  zeta = await insertOwned('Zeta');
  rho = await insertOwned('Rho', 'free');
  alpha = await insertOwned('Alpha', 'premium');
});

async function insertOwned(path: string, plan?: string, parentId?: number): Promise<number> {
  const id = await insertNamespace(database.pool, { path, ...(parentId ? { parentId } : {}) });
  await insertMember(database.pool, id, owner);
  if (plan) await insertSubscription(database.pool, id, plan);
  return id;
}

const names = async () => (await legacy.listEligibleOfUser(owner, TODAY)).map(({ name }) => name);
const duoEnterprise = (id: number, more: object = {}) =>
  insertAddOnPurchase(database.pool, id, 'duo_enterprise', { expiresOn: '2026-01-10', ...more });
const duoPro = (more: object) => insertAddOnPurchase(database.pool, alpha, 'code_suggestions', { ...more });
/** Alpha was free until 2026-03-01. */
const leftFree = (id = alpha, at = '2026-03-01T10:00:00Z', plan = 'free') => insertHistory(database.pool, id, plan, at);

describe('by user', () => {
  test('groups without a plan, free and premium, by name; no subgroup, nothing on a trial', async () => {
    await insertOwned('Sub', 'free', zeta);
    await insertOwned('Trial', 'ultimate_trial');
    expect(await names()).toEqual(['Alpha', 'Rho', 'Zeta']);
  });

  test.each(['bronze', 'silver', 'gold', 'ultimate', 'ultimate_trial_paid_customer', 'premium_trial', 'opensource'])(
    'a group on %s is not among them',
    async (plan) => {
      await insertOwned('Other', plan);
      expect(await names()).toEqual(['Alpha', 'Rho', 'Zeta']);
    },
  );

  test('a Duo Enterprise purchase is a reason, whether it runs, has ended or is a trial', async () => {
    await duoEnterprise(zeta);
    expect(await names()).toEqual(['Alpha', 'Rho']);
    await duoEnterprise(rho, { expiresOn: '2027-01-10', trial: true });
    expect(await names()).toEqual(['Alpha']);
  });

  test('who owns nothing gets nothing; neither does a maintainer, nor who was only invited or asked', async () => {
    expect(await legacy.listEligibleOfUser(other, TODAY)).toEqual([]);
    await insertMember(database.pool, zeta, other, { accessLevel: 40 });
    await insertMember(database.pool, rho, other, { requestedAt: '2026-01-01' });
    await insertMember(database.pool, alpha, other, { inviteToken: 'abc' });
    expect(await legacy.listEligibleOfUser(other, TODAY)).toEqual([]);
  });
});

describe('premium again', () => {
  test('free before, and Duo Enterprise had ended before the change', async () => {
    await duoEnterprise(alpha);
    expect(await names()).toEqual(['Rho', 'Zeta']);
    await leftFree();
    expect(await names()).toEqual(['Alpha', 'Rho', 'Zeta']);
  });

  test('not with an active Duo Pro trial, but with a paid one', async () => {
    await duoEnterprise(alpha);
    await leftFree();
    await duoPro({ trial: true, startedAt: '2026-11-01', expiresOn: '2026-12-01' });
    expect(await names()).toEqual(['Rho', 'Zeta']);
    await database.pool.query('UPDATE subscription_add_on_purchases SET trial = false');
    expect(await names()).toEqual(['Alpha', 'Rho', 'Zeta']);
  });

  test('not where Duo Enterprise ended after the change', async () => {
    await duoEnterprise(alpha, { expiresOn: '2026-04-01' });
    await leftFree();
    expect(await names()).toEqual(['Rho', 'Zeta']);
  });

  test('not where the newest change left another plan, though an older one left free', async () => {
    await duoEnterprise(alpha);
    await leftFree();
    await leftFree(alpha, '2026-05-01T10:00:00Z', 'premium');
    expect(await names()).toEqual(['Rho', 'Zeta']);
  });

  test('quirk: ultimate, then free, then premium passes', async () => {
    await duoEnterprise(alpha);
    await leftFree(alpha, '2026-01-20T10:00:00Z', 'ultimate');
    await leftFree();
    expect(await names()).toEqual(['Alpha', 'Rho', 'Zeta']);
  });

  test('a row of a subscription that was deleted does not count', async () => {
    await duoEnterprise(alpha);
    await insertHistory(database.pool, alpha, 'free', '2026-03-01T10:00:00Z', 2);
    expect(await names()).toEqual(['Rho', 'Zeta']);
  });
});

describe('Duo Pro on Alpha', () => {
  test.each([
    ['paid, active', { startedAt: '2026-11-01', expiresOn: '2027-01-01' }, true],
    ['paid, ended', { startedAt: '2026-01-01', expiresOn: '2026-02-01' }, true],
    ['a trial that has ended', { trial: true, startedAt: '2026-01-01', expiresOn: '2026-02-01' }, true],
    ['a trial that ends today', { trial: true, startedAt: '2026-01-01', expiresOn: TODAY }, true],
    ['a trial that has not begun', { trial: true, startedAt: '2026-12-01', expiresOn: '2027-01-01' }, true],
    ['an active trial', { trial: true, startedAt: TODAY, expiresOn: '2026-11-22' }, false],
    ['an active trial without a start', { trial: true, expiresOn: '2026-11-22' }, false],
  ])('%s', async (_, purchase, isEligible) => {
    await duoPro(purchase);
    expect(await names()).toEqual(isEligible ? ['Alpha', 'Rho', 'Zeta'] : ['Rho', 'Zeta']);
  });
});

describe('by namespace', () => {
  test('the given ones, of any plan and at any height: who asks looks at the plan', async () => {
    const ultimate = await insertOwned('Ultimate', 'ultimate');
    const sub = await insertOwned('Sub', undefined, zeta);
    const found = await legacy.listEligibleAmong([alpha, ultimate, sub, 999_999], TODAY);
    expect(found.map(({ name }) => name)).toEqual(['Alpha', 'Sub', 'Ultimate']);
    expect(found[0]).toEqual({ id: alpha, name: 'Alpha', plan: 'premium' });
  });

  test('quirk: Duo Enterprise and another add-on, and the namespace passes through the other', async () => {
    await duoEnterprise(zeta, { expiresOn: '2027-01-01' });
    expect(await legacy.listEligibleAmong([zeta], TODAY)).toEqual([]);
    await insertAddOnPurchase(database.pool, zeta, 'code_suggestions', { expiresOn: '2027-01-01' });
    expect(await legacy.listEligibleAmong([zeta], TODAY)).toHaveLength(1);
  });

  test('each query says what it says, yes or no', async () => {
    for (const id of [alpha, zeta]) await duoEnterprise(id);
    for (const id of [alpha, zeta]) await leftFree(id);
    expect(await legacy.explainAmong([alpha, zeta], TODAY)).toEqual([
      { id: zeta, plan: null, noActiveDuoProTrial: true, notDuoEnterprise: false, premiumCanTrialAgain: false },
      { id: alpha, plan: 'premium', noActiveDuoProTrial: true, notDuoEnterprise: false, premiumCanTrialAgain: true },
    ]);
  });
});

test('a statement that takes too long is a fault of its own', async () => {
  const slow = createPool({
    connectionString: database.url,
    applicationName: 'test',
    statementTimeout: 100,
    onError: () => {},
  });
  const lock = await database.pool.connect();
  try {
    await lock.query('BEGIN');
    await lock.query('LOCK TABLE gitlab_subscriptions IN ACCESS EXCLUSIVE MODE');
    const began = performance.now();
    await expect(new LegacyQueries(slow).listEligibleOfUser(owner, TODAY)).rejects.toMatchObject({
      code: 'database_query_failed',
    });
    expect(performance.now() - began).toBeLessThan(1_000);
  } finally {
    await lock.query('ROLLBACK');
    lock.release();
    await slow.end();
  }
});
