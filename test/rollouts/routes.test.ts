import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';
import { planOf } from './support/rollout-world.ts';

const FLAG = 'example_flag';
const path = `/api/v1/rollouts/${FLAG}`;
const reason = 'asked for in ticket 42';
/** Nobody pushes numbers here, so that gates have no data. */
const plan = planOf('', '[{to: "users:1", gates: []}, {to: "percent:10+users:1", gates: []}, {to: "on"}]');

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

const show = async () => (await portal.as('viewer', 'GET', path)).body.rollout;

describe('a rollout over HTTP', () => {
  test('runs by itself in a portal, says where it is, and goes back by one call', async () => {
    const started = await portal.as('operator', 'POST', `${path}/start`, { plan, reason });
    expect(started.status).toBe(201);
    const again = await portal.as('operator', 'POST', `${path}/start`, { plan, reason });
    expect([again.status, again.body.code]).toEqual([409, 'rollout_running']);
    const held = await until(async () => {
      const one = await show();
      return one.state === 'percent:10+users:1' && one;
    });
    expect(held.now).toMatch(/^10 % and 1 named user in customers-staging; next everybody/);
    expect(held.plan.steps.map(({ state }: { state: string }) => state)).toEqual(['done', 'here', 'ahead']);
    await until(async () => (await show()).state === 'on');
    const stuck = await until(async () => {
      const one = await show();
      return one.held?.because === 'no_data_yet' && one;
    });
    expect(stuck.now).toMatch(/drift is not measured here/);
    const back = await portal.as('operator', 'POST', `${path}/rollback`, {});
    expect(back.body.rollout).toMatchObject({ phase: 'rolled_back', state: 'off', owes_reason: true });
    const event = (await show()).events.at(-1);
    expect(event).toMatchObject({ kind: 'rolled_back', by: 'The operator', to: 'off' });
    expect(event.took_ms).toBeGreaterThan(0);
    await portal.as('operator', 'POST', `${path}/reason`, { reason });
    expect((await show()).now).toBe('Rolled back.');
    const { body } = await portal.as('admin', 'GET', '/api/v1/audit?limit=10');
    expect(body.entries.map(({ action }: { action: string }) => action)).toEqual([
      ...['rollout_reason', 'rollout_rollback', 'rollout_start'],
    ]);
  });

  test('a viewer may look and do nothing', async () => {
    for (const action of [
      'start',
      'pause',
      'resume',
      'advance',
      'approve',
      'presence',
      'reason',
      'rollback',
      'checklist',
    ]) {
      expect((await portal.as('viewer', 'POST', `${path}/${action}`, {})).status, action).toBe(403);
    }
    expect((await portal.as('viewer', 'GET', '/api/v1/rollouts')).body.rollouts).toHaveLength(1);
  });

  test('mistakes of a plan are said, each in a sentence', async () => {
    const wrong = plan.replace('hold: 0s', 'hold: soon').replace('people: 0', 'people: -1');
    const { status, body } = await portal.as('operator', 'POST', `${path}/start`, { plan: wrong, reason });
    expect([status, body.code]).toEqual([422, 'plan_invalid']);
    expect(body.error_attribute_map.plan).toHaveLength(2);
  });

  test('only an admin starts a plan that reaches beyond the numbers of the portal', async () => {
    const reaching = plan.replace('{ kind: drift }', '{ kind: sql, query: "SELECT 1", at_most: 2 }');
    expect((await portal.as('operator', 'POST', `${path}/start`, { plan: reaching, reason })).status).toBe(403);
    expect((await portal.as('admin', 'POST', `${path}/start`, { plan: reaching, reason })).status).toBe(201);
    await until(async () => (await show()).phase === 'completed');
    await portal.as('admin', 'POST', `${path}/rollback`, { reason });
  });

  test('switching the flag off on its own page is a roll back', async () => {
    await portal.as('operator', 'POST', `${path}/start`, { plan, reason });
    await until(async () => (await show()).state === 'on');
    const body = { state: 'off', reason };
    await portal.as('operator', 'PUT', `/api/v1/flags/${FLAG}/environments/customers-staging`, body);
    const rolled = await until(async () => {
      const one = await show();
      return one.phase === 'rolled_back' && one;
    });
    expect(rolled.events.at(-1)).toMatchObject({
      because: 'switched_off',
      sentence: expect.stringContaining('The operator'),
    });
  });
});

test('incidents and freezes are opened, hold a rollout, and are closed', async () => {
  const made = await portal.as('operator', 'POST', '/api/v1/rollout_interlocks', { kind: 'incident', reason });
  expect(made.status).toBe(201);
  await portal.as('operator', 'POST', `${path}/start`, { plan, reason });
  const held = await until(async () => {
    const one = await show();
    return one.held && one;
  });
  expect(held).toMatchObject({ state: null, next: { because: 'incident', waivable: 'incident' } });
  await portal.as('operator', 'DELETE', `/api/v1/rollout_interlocks/${made.body.interlock.id}`, { reason });
  await until(async () => (await show()).state === 'on');
  await portal.as('operator', 'POST', `${path}/rollback`, { reason });
});

test('the checklist keeps who did what, and is written as Markdown', async () => {
  const note = (line: string, state: string) =>
    portal.as('operator', 'POST', `${path}/checklist`, { line, state, reason });
  expect((await note('documentation', 'done')).status).toBe(200);
  expect((await note('change_management', 'not_applicable')).status).toBe(200);
  expect((await note('closed', 'done')).body.code).toBe('line_too_early');
  expect((await note('everybody', 'done')).body.code).toBe('line_proved_by_itself');
  expect((await note('no_such_line', 'done')).status).toBe(404);
  const { markdown } = (await portal.as('viewer', 'GET', `${path}/markdown`)).body;
  expect(markdown).toMatch(
    /- \[x\] The documentation is up to date\.\n {2}- \S+Z The operator: asked for in ticket 42/,
  );
  expect(markdown).toContain('- [~] Whether a change request is needed');
  expect(markdown).toContain('- [x] Enabled for named users first.');
  expect(markdown).toMatch(/- \[ \] The change that removes the flag/);
});

test('the plans of this repository can be started', async () => {
  for (const flag of ['use_ssot_for_trial_eligibility', 'account_data_persistence']) {
    const yaml = readFileSync(`rollouts/${flag}.yml`, 'utf8');
    const { status } = await portal.as('operator', 'POST', `/api/v1/rollouts/${flag}/start`, { plan: yaml, reason });
    expect(status, flag).toBe(201);
    await portal.as('operator', 'POST', `/api/v1/rollouts/${flag}/rollback`, { reason });
  }
});
