import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFlagToken } from '../flags/support/flag-home.ts';
import { send, startTestPortal, type TestPortal, until } from '../support/test-portal.ts';
import { exposedPoints, histogram, request, sum } from '../telemetry/support/otlp.ts';
import { beginEarlier } from './support/begin-earlier.ts';
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

describe('what is behind the gates', () => {
  const gates = `
  registrations: { kind: failures, metric: registrations_total, bad: { outcome: [failed] } }
  latency: { kind: latency, metric: registration_duration_seconds, slower_than: 1s }
  drift: { kind: drift }`;
  const counting = planOf('', '[{to: "percent:50"}, {to: "on", people: 5, approvals: {by: [admin]}}]')
    .replace('\n  failures: { kind: drift }', gates)
    .replace('check_every', 'people_by: people_total\ncheck_every');
  const seriesOf = (gate: string) => portal.as('viewer', 'GET', `${path}/gates/${gate}/series`);

  test('is counted in steps of time, with the flag and without it, since the step began', async () => {
    const at = Date.now() - 15_000;
    const { counted, took } = exposedPoints(at);
    const metrics = [
      sum('people_total', counted('on', 'queued', 10), counted('off', 'queued', 40)),
      sum('registrations_total', counted('on', 'queued', 9), counted('on', 'failed', 1), counted('off', 'queued', 40)),
      histogram('registration_duration_seconds', took('on', [100, 0, 0]), took('off', [0, 100, 0])),
    ];
    const authorization = `Bearer ${await makeFlagToken(portal, 'customers-staging')}`;
    const headers = { authorization };
    await send(`${portal.url}/api/v1/telemetry/v1/metrics`, 'POST', { body: request('one', metrics), headers });

    await portal.as('operator', 'POST', `${path}/start`, { plan: counting, reason });
    await until(async () => (await show()).state === 'percent:50');
    await beginEarlier(portal.database, FLAG, 60_000);

    const { series } = (await seriesOf('registrations')).body;
    expect(series).toMatchObject({ gate: 'registrations', kind: 'failures', unit: '%', step_seconds: 10 });
    const place = series.counts.exposed.indexOf(10);
    expect(Date.parse(series.at[place])).toBe(Math.floor(at / 10_000) * 10_000);
    const [exposed, control] = series.lines;
    expect([exposed.who, exposed.values[place], control.who, control.values[place]]).toEqual([
      ...['exposed', 0.1, 'control', 0],
    ]);
    expect([series.counts.control[place], exposed.values.filter((one: number | null) => one !== null)]).toEqual([
      ...[40, [0.1]],
    ]);
    const { lines, unit } = (await seriesOf('latency')).body.series;
    expect(unit).toBe('ms');
    expect(lines[0].values[place]).toBeCloseTo(95);
    expect(lines[1].values[place]).toBeCloseTo(955);
    expect((await seriesOf('drift')).body).toEqual({ success: true, series: null });
    expect((await seriesOf('nothing')).body.errors).toBe(
      'The plan has no gate nothing; there are registrations, latency, drift.',
    );
    expect((await portal.as('viewer', 'GET', '/api/v1/rollouts/no_such_flag/gates/a/series')).status).toBe(404);
  });

  test('people who met a step, who did not, and how many come by the plan', async () => {
    const { exposure, plan: shown } = await show();
    expect(exposure).toEqual({
      environment: 'customers-staging',
      state: 'percent:50',
      percent: 50,
      named_users: [],
      people_met: 10,
      people_unexposed: 40,
    });
    const [here, ahead] = shown.steps;
    expect(here).toMatchObject({ state: 'here', people_met: 10, left_at: null, people_at_most: expect.any(Number) });
    expect(Date.parse(here.reached_at)).toBeLessThan(Date.now() - 59_000);
    expect(ahead).toMatchObject({ state: 'ahead', people_met: null, reached_at: null, approvers: ['admin'] });
  });

  test('everybody who follows it hears of what is done, with one event each', async () => {
    const stopped = new AbortController();
    const headers = { authorization: `Bearer ${portal.tokens.viewer}` };
    const heard = [0, 1].map(async () => {
      const reply = await fetch(`${portal.url}${path}/stream`, { headers, signal: stopped.signal });
      let text = '';
      for await (const chunk of reply.body ?? []) {
        text += Buffer.from(chunk).toString();
        if (text.includes('"phase":"paused"')) return text;
      }
      return text;
    });
    await portal.as('operator', 'POST', `${path}/pause`, { reason });
    for (const text of await Promise.all(heard)) expect(text).toMatch(/^event: rollout\ndata: \{"id":\d+/);
    stopped.abort();
    const { paused, events, next } = await show();
    expect(paused).toEqual({ because: 'by_hand', sentence: reason });
    expect(next.at).toBeNull();
    expect(events.at(-1)).toMatchObject({ kind: 'paused', by: 'The operator', words: `paused: ${reason}` });
    await portal.as('operator', 'POST', `${path}/rollback`, { reason });
  });

  test('an older rollout stays as it was, and one of another flag is not found by its number', async () => {
    const { id } = await show();
    await portal.as('operator', 'POST', `${path}/start`, { plan: counting, reason });
    expect((await show()).id).toBeGreaterThan(id);
    const older = (await portal.as('viewer', 'GET', `${path}?id=${id}`)).body.rollout;
    expect(older).toMatchObject({ id, phase: 'rolled_back', now: 'Rolled back.' });
    expect((await portal.as('viewer', 'GET', `${path}?id=999999`)).status).toBe(404);
    await portal.as('operator', 'POST', `${path}/rollback`, { reason });
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

test('a rollout whose flag has left the code is still looked at, and carries its removal through', async () => {
  const evidence = { step: 'code_removed', keep: 'off', evidence: 'commit 4b825dc', override: true, reason };
  await portal.as('operator', 'POST', `/api/v1/flags/${FLAG}/cleanup`, evidence);
  const lineOf = async (flag: string) => {
    const { rollout } = (await portal.as('viewer', 'GET', `/api/v1/rollouts/${flag}`)).body;
    return { rollout, line: rollout.checklist.find(({ id }: { id: string }) => id === 'removal_opened') };
  };
  expect((await lineOf(FLAG)).line).toMatchObject({
    state: 'done',
    proved_by_rollout: false,
    evidence: [{ text: expect.stringContaining('commit 4b825dc'), by: 'The operator' }],
  });
  for (const table of ['rollouts', 'flag_cleanup_steps', 'flag_states']) {
    await portal.database.query(`UPDATE ${table} SET flag = 'gone_flag' WHERE flag = $1`, [FLAG]);
  }
  await portal.database.query(`UPDATE rollout_plans SET plan = jsonb_set(plan, '{flag}', '"gone_flag"')`);
  const { rollout, line } = await lineOf('gone_flag');
  expect(rollout).toMatchObject({ in_code: false, phase: 'rolled_back', flags: [{ state: 'off' }] });
  expect(line.state).toBe('done');
});

test('the plans of this repository can be started', async () => {
  for (const file of globSync('rollouts/*.yml')) {
    const [flag, yaml] = [basename(file, '.yml'), readFileSync(file, 'utf8')];
    const { status } = await portal.as('operator', 'POST', `/api/v1/rollouts/${flag}/start`, { plan: yaml, reason });
    expect(status, flag).toBe(201);
    await portal.as('operator', 'POST', `/api/v1/rollouts/${flag}/rollback`, { reason });
  }
});
