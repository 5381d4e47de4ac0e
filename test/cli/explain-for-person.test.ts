import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '#kit/telemetry/logger.ts';
import { buildSaas, type Saas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { SESSION_COOKIE } from '#saas/sessions/register-sessions.ts';
import { insertSession } from '#saas/sessions/session-store.ts';
import { insertMember, insertNamespace, insertUser } from '../saas/support/rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';

let portal: PortalUnderTest;
let database: TestDatabase;
let saas: Saas;
let environment: Record<string, string>;

beforeAll(async () => {
  portal = await startPortalUnderTest();
  database = await createTestDatabase('saas');
  const settings = { SAAS_PORT: '0', SAAS_DATABASE_URL: database.url, PORTAL_URL: portal.url };
  const forced = { FLAG_OVERRIDES: 'use_ssot_for_trial_eligibility=on' };
  saas = buildSaas(readSaasConfig({ ...settings, ...forced }), { logger: createLogger('saas', 'silent') });
  environment = { SAAS_URL: await saas.start() };
});
afterAll(async () => {
  await saas.stop();
  await portal.stop();
  await database.drop();
});

const explain = (words: readonly (string | number)[], more = environment) =>
  portal.run(['explain', ...words.map(String)], { environment: more });

test('both sides, and last what this person sees and why', async () => {
  const [owner, other] = [await insertUser(database.pool), await insertUser(database.pool)];
  const id = await insertNamespace(database.pool);
  await insertMember(database.pool, id, owner);
  const { stdout, code, stderr } = await explain([id, '--user', owner]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`^Namespace ${id} as of `));
  expect(stdout).toMatch(/flag +on \([A-Z]+\), so the portal/);
  expect(stdout).toMatch(/direct Owner +yes/);
  expect(stdout).toMatch(/old: not duo enterprise +yes/);
  expect(stdout.trim().split('\n').at(-1)).toBe(
    'This person sees the offer of ultimate_with_gitlab_duo_enterprise, by the portal (from portal).',
  );
  const theirs = await explain([id, '--user', other]);
  expect(theirs.stdout).toContain('they are no direct Owner of the group.');
  expect((await explain([id, '--user', 999_999])).stdout).toContain('saas has no such person.');
  expect((await explain([888_888, '--user', owner])).stdout).toContain('saas has no such namespace.');
  const { rows } = await database.pool.query('SELECT action, object FROM audit_events ORDER BY id LIMIT 1');
  expect(rows).toEqual([{ action: 'eligibility_explained', object: `namespace ${id}, user ${owner}` }]);
});

test('what was asked about it lately: nothing, then what the person met', async () => {
  const owner = await insertUser(database.pool);
  const id = await insertNamespace(database.pool);
  await insertMember(database.pool, id, owner);
  const before = (await explain([id, '--user', owner])).stdout;
  expect(before).toContain('Nobody was asked about it in the last 7 days, as far as saas has kept it.');
  const { token } = await insertSession(database.pool, owner);
  const headers = { 'x-request-id': 'ticket-4711' };
  await saas.app.inject({ url: `/api/v4/namespaces/${id}/ctas`, cookies: { [SESSION_COOKIE]: token }, headers });
  const { stdout } = await explain([id, '--user', owner]);
  expect(stdout).toMatch(new RegExp(`Z +cta +ssot +${owner} +ultimate_with\\w+ +\\w+ +ok +[\\d.]+ ms +ticket-4711`));
  expect(stdout.trim().split('\n').at(-1)).toMatch(/^This person sees the offer/);
  const { saas: half } = JSON.parse((await explain([id, '--user', owner, '--json'])).stdout);
  expect(half.last_checks).toMatchObject({
    kept_in: 'process',
    checks: [{ user_id: owner, request_id: 'ticket-4711' }],
  });
});

test('either half alone when the other side is dead, and it says so', async () => {
  const alone = await explain([1, '--user', 2], { SAAS_URL: 'http://127.0.0.1:2' });
  expect(alone.stdout).toMatch(/^Namespace 1 as of /);
  expect(alone.stdout).toMatch(/The half of saas is missing: saas at http:\/\/127.0.0.1:2 cannot be reached/);
  const json = JSON.parse((await explain([1, '--user', 2, '--json'])).stdout);
  expect(json).toMatchObject({ portal: { namespace_id: 1 }, saas: { namespace_id: 1, verdict: expect.any(String) } });
});

test('nobody without a token', async () => {
  const answer = await saas.app.inject({ method: 'GET', url: '/api/v4/internal/eligibility/1' });
  expect(answer.statusCode).toBe(401);
});
