import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/test-portal.ts';
import { reason } from './support/flag-home.ts';

/** A flag whose code is gone: the portal knows of it only what was set. */
const FLAG = 'old_flag';
const SERVING = ['customers-staging', 'production'];
let portal: TestPortal;

beforeAll(async () => {
  portal = await startTestPortal();
  const feature = JSON.stringify({ name: FLAG, enabled: true, strategies: [] });
  await portal.database.query(
    `INSERT INTO flag_states (environment, flag, state, feature, revision, changed_by)
     SELECT name, $1, 'on', $2, 0, 'Ada' FROM flag_environments`,
    [FLAG, feature],
  );
});
afterAll(() => portal.stop());

const take = (step: string, more: object = {}) =>
  portal.as('operator', 'POST', `/api/v1/flags/${FLAG}/cleanup`, { step, reason, ...more });
const age = (hours: number) =>
  portal.database.query(`UPDATE flag_cleanup_steps SET done_at = done_at - make_interval(hours => ${hours})`);
const show = async () => (await portal.as('viewer', 'GET', `/api/v1/flags/${FLAG}/cleanup`)).body.cleanup;

test('each step in its turn, each out of turn refused with the reason, an override with its justification', async () => {
  const refused = await take('off');
  expect([refused.status, refused.body.code]).toEqual([422, 'flag_cleanup_out_of_order']);
  expect(refused.body.errors).toContain('back to the old path');
  expect((await show()).steps.map(({ step }: { step: string }) => step)).toHaveLength(7);

  expect((await take('code_removed', { keep: 'off', evidence: 'abc' })).body.errors).toContain(
    'would change what people see',
  );
  expect((await take('code_removed', { keep: 'on', evidence: 'abc' })).body.cleanup.lifecycle).toBe('code_removed');
  for (const environment of SERVING) await take('deployed', { environment, evidence: 'abc' });
  expect((await take('off')).body.errors).toContain('wait until');
  await age(30);
  await portal.database.query(
    `INSERT INTO flag_evaluations VALUES ('production', $1, 'saas', 'one', date_trunc('hour', now()), 1, 0, now())`,
    [FLAG],
  );
  expect((await take('off')).body.errors).toContain('somebody runs the old code');
  await portal.database.query("UPDATE flag_evaluations SET last_at = last_at - interval '30 hours'");
  expect((await take('off')).body.cleanup.lifecycle).toBe('off_soak');
  const { rows } = await portal.database.query('SELECT DISTINCT state FROM flag_states WHERE flag = $1', [FLAG]);
  expect(rows).toEqual([{ state: 'off' }]);

  expect((await take('archived')).status).toBe(422);
  const justified = await take('archived', { override: true, reason: 'the incident review asked for it' });
  expect(justified.body.cleanup.steps.find(({ step }: { step: string }) => step === 'archived').justification).toBe(
    'the incident review asked for it',
  );
  await age(30);
  expect((await take('deleted')).body.cleanup.lifecycle).toBe('deleted');
  const left = await portal.database.query('SELECT 1 FROM flag_states WHERE flag = $1', [FLAG]);
  expect(left.rows).toEqual([]);
  expect((await take('closed', { evidence: 'https://gitlab.com/issue/1' })).body.cleanup.lifecycle).toBe('closed');
  expect((await take('closed', { evidence: 'again', override: true })).body.errors).toContain('done already');
  const audit = await portal.database.query(
    "SELECT action FROM audit_log WHERE action LIKE 'flag_cleanup%' ORDER BY id",
  );
  expect(audit.rows.map(({ action }) => action.replace('flag_cleanup_', ''))).toEqual([
    ...['code_removed', 'deployed', 'deployed', 'off', 'archived', 'deleted', 'closed'],
  ]);
});

test('a flag that is archived is set no more, until its cleanup begins anew', async () => {
  const path = '/api/v1/flags/example_flag';
  const archive = { step: 'archived', override: true, reason };
  expect((await portal.as('operator', 'POST', `${path}/cleanup`, archive)).status).toBe(200);
  const set = { state: 'on', reason };
  expect((await portal.as('operator', 'PUT', `${path}/environments/production`, set)).body.code).toBe('flag_archived');
  expect((await portal.as('operator', 'DELETE', `${path}/cleanup`, { reason })).status).toBe(200);
  expect((await portal.as('operator', 'PUT', `${path}/environments/production`, set)).status).toBe(200);
});

test.each([
  [{ step: 'deployed', evidence: 'x' }, 'environment'],
  [{ step: 'off', environment: 'production' }, 'environment'],
  [{ step: 'code_removed', evidence: 'x' }, 'keep'],
  [{ step: 'closed' }, 'evidence'],
  [{ step: 'closed', evidence: 'a\u0000b' }, 'evidence'],
  [{ step: 'gone' }, 'step'],
])('%j is refused with the field', async (body, field) => {
  const answer = await portal.as('operator', 'POST', '/api/v1/flags/example_flag/cleanup', { reason, ...body });
  expect([answer.status, Object.keys(answer.body.error_attribute_map)]).toEqual([422, [field]]);
});

test('viewers look, nobody without a token; unknown flags are 404; every flag has its life', async () => {
  expect((await portal.as('viewer', 'POST', `/api/v1/flags/${FLAG}/cleanup`, { step: 'off', reason })).status).toBe(
    403,
  );
  expect((await fetch(`${portal.url}/api/v1/flag_lifecycles`)).status).toBe(401);
  expect((await portal.as('viewer', 'GET', '/api/v1/flags/no_such_flag/cleanup')).status).toBe(404);
  const { body } = await portal.as('viewer', 'GET', '/api/v1/flag_lifecycles');
  expect(body.flags.find(({ name }: { name: string }) => name === 'example_flag')).toMatchObject({
    in_code: true,
    stale: [],
  });
});
