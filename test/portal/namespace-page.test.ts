import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { SigningKeys } from '#portal/provisioning/signing-keys.ts';
import { APPLY_PATH } from '#sdk/contract.ts';
import { startWholeProduct, type WholeProduct } from '../browser/support/whole-product.ts';
import { insertMember, insertNamespace, insertUser } from '../saas/support/rows.ts';
import { insertBillingAccount } from '../support/insert-billing-account.ts';
import { application, send } from '../support/test-portal.ts';

const FREE = 'ultimate_with_gitlab_duo_enterprise';
const reason = 'asked for in ticket 42';
let product: WholeProduct;
let owner: number;
let group: number;

beforeAll(async () => {
  product = await startWholeProduct({ REDIS_URL: inject('redisUrl'), REDIS_KEY_PREFIX: 'namespace-page:' });
  const { pool } = product.database;
  owner = await insertUser(pool);
  await pool.query("UPDATE users SET email = 'Ada@Example.com', username = 'ada' WHERE id = $1", [owner]);
  group = await insertNamespace(pool);
  await pool.query("UPDATE namespaces SET path = 'Zeta-Group', name = 'Zeta' WHERE id = $1", [group]);
  await insertMember(pool, group, owner);
});
afterAll(() => product.stop());

const as = (method: string, path: string, body?: unknown) => product.portal.as('operator', method, path, body);
const search = async (q: string) => (await product.portal.as('viewer', 'POST', '/api/v1/search', { q })).body;

describe('search', () => {
  test.each([
    ['id', () => String(group), 'id'],
    ['group address', () => 'https://gitlab.example.com/groups/zeta-group/-/billings', 'path'],
    ['path', () => 'zeta-group', 'path'],
    ['e-mail address of an Owner', () => 'ada@example.com', 'owner'],
    ['user name', () => '@ADA', 'owner'],
  ])('finds by %s', async (_, text, foundBy) => {
    const { results, saas_silent_because } = await search(text());
    expect(saas_silent_because).toBeNull();
    expect(results[0]).toMatchObject({ namespace_id: group, name: 'Zeta', path: 'Zeta-Group', found_by: foundBy });
    if (foundBy === 'owner') expect(results[0].user).toMatchObject({ id: owner, username: 'ada' });
  });

  test('finds by the account of a purchase, and by the address of somebody who has applied', async () => {
    const purchase = {
      namespace_id: 77,
      product: 'premium',
      trial: false,
      starts_on: '2026-01-01',
      ends_on: '2027-01-01',
      quantity: 3,
      customer: 'A00012345',
      updated_at: '2026-01-01T00:00:00Z',
    };
    expect((await as('PUT', '/api/v1/purchases/S-1', purchase)).status).toBe(200);
    for (const text of ['A00012345', 'S-1']) {
      expect((await search(text)).results).toMatchObject([{ namespace_id: 77, found_by: 'account' }]);
    }
    const lead = { trial_user: { uid: 9, namespace_id: 78, work_email: 'eve+a@example.com' } };
    expect((await product.portal.gitlab('POST', '/leads/gitlab_com/ultimates', { body: lead })).status).toBe(201);
    expect((await search('Eve@example.com')).results).toMatchObject([
      { namespace_id: 78, found_by: 'applicant', user: { id: 9 } },
    ]);
  });

  test('finds what the members of a billing account have bought, by its number and its id in Zuora', async () => {
    await insertBillingAccount(product.portal.database, 'hypatia', 'A00000117');
    const purchase = {
      namespace_id: 117,
      product: 'premium',
      trial: false,
      starts_on: '2026-01-01',
      ends_on: '2027-01-01',
      quantity: 3,
      customer: 'hypatia',
      updated_at: '2026-01-01T00:00:00Z',
    };
    expect((await as('PUT', '/api/v1/purchases/S-2', purchase)).status).toBe(200);
    for (const text of ['A00000117', 'zuora-A00000117']) {
      expect((await search(text)).results).toMatchObject([{ namespace_id: 117, found_by: 'account' }]);
    }
  });

  test('says who owns nothing, notes whom was looked for, and keeps addresses out of it', async () => {
    const loner = await insertUser(product.database.pool);
    await product.database.pool.query("UPDATE users SET username = 'loner' WHERE id = $1", [loner]);
    const { results, people_without_groups } = await search('loner');
    expect([results, people_without_groups]).toEqual([[], [{ id: loner, username: 'loner' }]]);
    const { rows } = await product.database.pool.query('SELECT DISTINCT action, object FROM audit_events');
    expect(rows).toContainEqual({ action: 'person_found', object: `user ${loner}` });
    expect(JSON.stringify(rows)).not.toContain('@');
  });
});

describe('the half of saas', () => {
  test('is fetched for whoever looks, with their name in its log', async () => {
    const { body } = await product.portal.as('viewer', 'GET', `/api/v1/namespaces/${group}/saas?user_id=${owner}`);
    expect(body).toMatchObject({
      because: null,
      explanation: { namespace: { name: 'Zeta' }, user: { is_direct_owner: true } },
    });
    const { rows } = await product.database.pool.query('SELECT staff_id FROM audit_events WHERE object = $1', [
      `namespace ${group}, user ${owner}`,
    ]);
    expect(rows).toEqual([{ staff_id: 1 }]);
  });

  test('says how its cache stands', async () => {
    const { body } = await product.portal.as('viewer', 'GET', '/api/v1/eligibility_cache');
    expect(body).toMatchObject({ because: null, stats: { store: 'redis', processes: expect.any(Array) } });
  });

  test('is asked afresh on an operator’s word, which is audited', async () => {
    const path = `/api/v1/namespaces/${group}/invalidate`;
    expect((await product.portal.as('viewer', 'POST', path, { reason })).status).toBe(403);
    expect((await as('POST', path, { reason })).status).toBe(200);
    const { entries } = (await as('GET', '/api/v1/audit?limit=1')).body;
    expect(entries[0]).toMatchObject({ action: 'cache_invalidated', namespace_id: group, reason });
  });
});

describe('the word of the portal for one of its staff', () => {
  const call = async (token: string, method: string, path: string, body?: object) => {
    const headers = { 'x-customers-dot-internal-token': token };
    return (await send(`${product.url}${path}`, method, { headers, body })).status;
  };
  const search = (token: string) => call(token, 'POST', '/api/v4/internal/search', { login: 'ada' });

  test('opens what its role may, and no more; the token for provisioning opens something else', async () => {
    const keys = new SigningKeys(product.portal.database, `http://127.0.0.1:${product.toPortal.port}`);
    const [viewer, operator, internal] = [
      await keys.staffToken(1, 'viewer'),
      await keys.staffToken(2, 'operator'),
      await keys.internalToken(),
    ];
    expect([await search(viewer), await search(internal), await search('nonsense')]).toEqual([200, 401, 401]);
    const invalidate = (token: string) =>
      call(token, 'POST', '/api/v1/eligibility_cache/invalidate', { namespace_ids: [group] });
    expect([await invalidate(viewer), await invalidate(operator), await invalidate(internal)]).toEqual([403, 200, 401]);
    const subscription = `/api/v4/internal/gitlab_subscriptions/namespaces/${group}`;
    expect([await call(operator, 'GET', subscription), await call(internal, 'GET', subscription)]).toEqual([401, 200]);
    const other = new SigningKeys(product.portal.database, 'http://another.example.com');
    expect(await search(await other.staffToken(1, 'admin'))).toBe(401);
  });

  test('is no word of anybody else’s', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ staff_id: 1, staff_role: 'admin' })
      .setProtectedHeader({ alg: 'RS256', kid: 'mine' })
      .setIssuer(product.portal.url)
      .setAudience('gitlab-subscriptions')
      .setSubject('trialgate-staff')
      .setExpirationTime('30s')
      .sign(privateKey);
    expect(await search(forged)).toBe(401);
  });
});

describe('a preview', () => {
  const preview = (id: number, body: object) => as('POST', `/api/v1/namespaces/${id}/preview`, body);
  const eligible = (seen: { decisions: { trial_type: string; eligible: boolean }[] }) =>
    seen.decisions.filter((one) => one.eligible).map((one) => one.trial_type);

  test('shows what an action would change, and changes nothing', async () => {
    const id = 501;
    const started = await product.portal.gitlab('POST', APPLY_PATH, { body: application(id) });
    const trial = started.body.trial.id;
    const version = async () => (await as('GET', `/api/v1/namespaces/${id}/eligibility`)).body.version;
    const lines = async () => (await as('GET', '/api/v1/audit?limit=1')).body.entries[0]?.id;
    const before = [await version(), await lines()];
    const voided = (await preview(id, { action: 'void', trial_id: trial })).body;
    expect([eligible(voided.before), eligible(voided.after)]).toEqual([[], expect.arrayContaining([FREE])]);
    const blocked = (await preview(id, { action: 'block', until: '2099-01-01' })).body;
    expect(blocked.after.facts).toMatchObject({ blocked: true, blocked_until: '2099-01-01' });
    const extended = (await preview(id, { action: 'extend', trial_id: trial, ends_on: '2099-01-01' })).body;
    expect(extended.after.facts.trials[0].ends_on).toBe('2099-01-01');
    expect([await version(), await lines()]).toEqual(before);
  });

  test('refuses what the action would refuse', async () => {
    expect((await preview(502, { action: 'unblock' })).body.code).toBe('not_blocked');
    expect((await preview(502, { action: 'void', trial_id: 1 })).status).toBe(404);
    expect((await preview(502, { action: 'grant' })).status).toBe(422);
    expect(
      (await product.portal.as('viewer', 'POST', '/api/v1/namespaces/502/preview', { action: 'block' })).status,
    ).toBe(403);
  });
});

test('where saas is dead, what the portal knows is there, and why the rest is not', async () => {
  await product.stopSaas();
  const { results, saas_silent_because } = await search(String(group));
  expect(results).toMatchObject([{ namespace_id: group, name: null }]);
  expect(saas_silent_because).toBe('saas cannot be reached.');
  const half = await product.portal.as('viewer', 'GET', `/api/v1/namespaces/${group}/saas`);
  expect(half.body).toEqual({ success: true, explanation: null, because: 'saas cannot be reached.' });
  const invalidated = await as('POST', `/api/v1/namespaces/${group}/invalidate`, { reason });
  expect([invalidated.status, invalidated.body.code]).toEqual([503, 'saas_unreachable']);
});
