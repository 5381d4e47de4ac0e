import { afterAll, beforeAll, expect, test } from 'vitest';
import { SESSION_COOKIE } from '#saas/sessions/register-sessions.ts';
import { insertSession } from '#saas/sessions/session-store.ts';
import { insertMember, insertNamespace, insertUser } from '../saas/support/rows.ts';
import { type ExplainingWorld, startExplainingWorld } from './support/explaining-world.ts';

let world: ExplainingWorld;

beforeAll(async () => {
  world = await startExplainingWorld({ FLAG_OVERRIDES: 'use_ssot_for_trial_eligibility=on' });
});
afterAll(() => world.stop());

test('both sides, and last what this person sees and why', async () => {
  const { database, explain } = world;
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
  const { database, explain, saas } = world;
  const owner = await insertUser(database.pool);
  const id = await insertNamespace(database.pool);
  await insertMember(database.pool, id, owner);
  const before = (await explain([id, '--user', owner])).stdout;
  expect(before).toContain('Nobody was asked about it in the last 3 days, as far as saas has kept it.');
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
