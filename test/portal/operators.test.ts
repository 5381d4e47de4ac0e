import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#domain/people/roles.ts';
import { APPLY_PATH, ELIGIBILITY_PATH } from '#sdk/contract.ts';
import { application, send, startTestPortal, type TestPortal } from '../support/test-portal.ts';

const FREE = 'ultimate_with_gitlab_duo_enterprise';
const PREMIUM = 'ultimate_on_premium_with_gitlab_duo_enterprise';
const reason = 'asked for in ticket 42';
let portal: TestPortal;
let next = 4_000;
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const types = async (id: number) =>
  (await portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=${id}`)).body.namespaces[id];
const as = (role: Role, method: string, path: string, body?: unknown) => portal.as(role, method, path, body);

async function start(id: number, more = {}) {
  const { status, body } = await portal.gitlab('POST', APPLY_PATH, { body: application(id, more, id) });
  expect(status).toBe(201);
  return body.trial.id as number;
}

beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

describe('what operators do to a trial', () => {
  test('extend: later only, and only while it runs', async () => {
    const trial = await start(next++);
    const extended = await as('operator', 'POST', `/api/v1/trials/${trial}/extend`, { ends_on: day(45), reason });
    expect(extended.body).toMatchObject({ success: true, trial: { ends_on: day(45) }, version: 2 });
    const shorter = await as('operator', 'POST', `/api/v1/trials/${trial}/extend`, { ends_on: day(44), reason });
    expect([shorter.status, shorter.body.code]).toEqual([422, 'not_an_extension']);
    const wrong = await as('operator', 'POST', `/api/v1/trials/${trial}/extend`, { ends_on: '2027-02-29', reason });
    expect(wrong.status).toBe(422);
    await as('operator', 'POST', `/api/v1/trials/${trial}/end_early`, { reason });
    const ended = await as('operator', 'POST', `/api/v1/trials/${trial}/extend`, { ends_on: day(50), reason });
    expect(ended.body.code).toBe('trial_ended');
  });

  test('end early: it no longer runs, and it counts as used', async () => {
    const id = next++;
    const trial = await start(id);
    const { body } = await as('operator', 'POST', `/api/v1/trials/${trial}/end_early`, { reason });
    expect(body.trial.ends_on).toBe(day(0));
    expect(await types(id)).toEqual([PREMIUM]);
  });

  test('void: it was never had; taking that back passes through the exclusion', async () => {
    const id = next++;
    const trial = await start(id);
    expect((await as('operator', 'POST', `/api/v1/trials/${trial}/void`, { reason })).status).toBe(200);
    expect(await types(id)).toEqual([FREE, PREMIUM]);
    await start(id, { trial_type: PREMIUM });
    const back = await as('operator', 'POST', `/api/v1/trials/${trial}/unvoid`, { reason });
    expect([back.status, back.body.code]).toEqual([422, 'trial_running']);
    expect((await as('operator', 'POST', `/api/v1/trials/${trial}/void`, { reason })).body.code).toBe('trial_voided');
  });

  test('allow again: the history stays, and the type may be had once more', async () => {
    const id = next++;
    const trial = await start(id);
    await as('operator', 'POST', `/api/v1/trials/${trial}/end_early`, { reason });
    const again = () => as('operator', 'POST', `/api/v1/namespaces/${id}/allow_again`, { trial_type: FREE, reason });
    expect((await again()).status).toBe(200);
    expect(await types(id)).toEqual([FREE, PREMIUM]);
    expect((await again()).body.code).toBe('nothing_to_allow');
    await start(id);
    expect(await types(id)).toEqual([]);
  });

  test('undo wrong grants in bulk: looked at first, then done', async () => {
    const changed = await as('operator', 'PATCH', '/api/v1/trial_types/ultimate_with_dap', { offered: true, reason });
    const ruleSet = changed.body.rule_set;
    const ids = [next++, next++, next++];
    for (const id of ids) await start(id, { trial_type: 'ultimate_with_dap' });
    const grants = {
      rule_set: ruleSet,
      from: new Date(Date.now() - 60_000).toISOString(),
      to: new Date(Date.now() + 60_000).toISOString(),
      reason,
    };
    const dry = await as('admin', 'POST', '/api/v1/trials/undo', { ...grants, dry_run: true });
    expect(dry.body).toMatchObject({ count: 3, dry_run: true });
    expect(await types(ids[0] as number)).toEqual([]);
    const done = await as('admin', 'POST', '/api/v1/trials/undo', { ...grants, dry_run: false });
    expect(done.body.trials.map((trial: { namespace_id: number }) => trial.namespace_id)).toEqual(ids);
    expect(await types(ids[0] as number)).toEqual([FREE, PREMIUM, 'ultimate_with_dap']);
    expect((await as('admin', 'POST', '/api/v1/trials/undo', { ...grants, dry_run: true })).body.count).toBe(0);
    await as('operator', 'PATCH', '/api/v1/trial_types/ultimate_with_dap', { offered: false, reason });
  });
});

describe('what operators do to a namespace', () => {
  test('a reason that cannot be stored is refused', async () => {
    const { status, body } = await as('operator', 'PUT', '/api/v1/namespaces/77/block', { reason: 'because\u0000of' });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'invalid_request' });
  });

  test('block and unblock', async () => {
    const id = next++;
    await as('operator', 'PUT', `/api/v1/namespaces/${id}/block`, { reason, until: day(3) });
    const answer = await portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=${id}&include=reasons`);
    expect(answer.body).toMatchObject({ namespaces: { [id]: [] }, valid_until: { [id]: `${day(3)}T00:00:00.000Z` } });
    expect(answer.body.reasons[id][FREE]).toEqual(['namespace_blocked']);
    expect((await as('operator', 'DELETE', `/api/v1/namespaces/${id}/block`, { reason })).status).toBe(200);
    expect(await types(id)).toEqual([FREE, PREMIUM]);
    expect((await as('operator', 'DELETE', `/api/v1/namespaces/${id}/block`, { reason })).body.code).toBe(
      'not_blocked',
    );
  });
});

describe('rules', () => {
  test('binding, observing and switching off take effect at once and are audited', async () => {
    const id = next++;
    await as('operator', 'PUT', `/api/v1/namespaces/${id}/block`, { reason });
    for (const [state, expected] of [
      ['observe', [FREE, PREMIUM]],
      ['off', [FREE, PREMIUM]],
      ['bind', []],
    ] as const) {
      const set = await as('admin', 'PATCH', '/api/v1/rules/namespace_blocked', { state, reason });
      expect(set.status).toBe(200);
      const answer = await portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=${id}`);
      expect(answer.body.namespaces[id]).toEqual(expected);
      expect(answer.body.rule_set).toBe(set.body.rule_set);
    }
    const metrics = await (await fetch(`${portal.url}/-/metrics`)).text();
    expect(metrics).toMatch(/trial_rule_observed_total\{.*rule="namespace_blocked".*\} \d/);
    const audit = await as('viewer', 'GET', '/api/v1/audit?action=rule_changed&limit=3');
    expect(audit.body.entries[0]).toMatchObject({
      actor_name: 'The admin',
      object: 'rule namespace_blocked',
      reason,
      before: { state: 'off' },
    });
  });

  test.each([
    ['nothing', {}, 404],
    ['applicant_trial_limit', { parameters: { most: 5 } }, 422],
    ['applicant_trial_limit', { parameters: { max: 1.5 } }, 422],
    ['applicant_trial_limit', { parameters: { max: -1 } }, 422],
    ['applicant_trial_limit', { state: 'on' }, 422],
    ['applicant_trial_limit', { effective_at: '2020-01-01T00:00:00Z' }, 422],
  ])('rule %s with %j is %i', async (code, body, status) => {
    expect((await as('admin', 'PATCH', `/api/v1/rules/${code}`, { ...body, reason })).status).toBe(status);
  });

  test('an urgent change does not undo one that is announced, nor wait for it', async () => {
    const at = new Date(Date.now() + 4_000).toISOString();
    const id = next++;
    await as('operator', 'PUT', `/api/v1/namespaces/${id}/block`, { reason });
    await as('admin', 'PATCH', '/api/v1/rules/namespace_blocked', { state: 'off', effective_at: at, reason });
    await as('operator', 'PATCH', '/api/v1/trial_types/ultimate_with_dap', { offered: true, reason });
    const before = await portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=${id}&namespace_ids=999`);
    expect(before.body.namespaces).toEqual({ [id]: [], 999: [FREE, PREMIUM, 'ultimate_with_dap'] });
    expect(before.body.valid_until[999]).toBe(at);
    await new Promise((resolve) => setTimeout(resolve, 4_100));
    const after = await portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=${id}`);
    expect(after.body.namespaces[id]).toEqual([FREE, PREMIUM, 'ultimate_with_dap']);
    expect(after.body.rule_set).toBeGreaterThan(before.body.rule_set);
    await as('admin', 'PATCH', '/api/v1/rules/namespace_blocked', { state: 'bind', reason });
    await as('operator', 'PATCH', '/api/v1/trial_types/ultimate_with_dap', { offered: false, reason });
  });

  test('a trial type keeps its code for ever; a new one needs all that makes it one', async () => {
    const patch = (type: string, body: object) =>
      as('operator', 'PATCH', `/api/v1/trial_types/${type}`, { ...body, reason });
    expect((await patch('ultimate_with_dap', { code: 'x' })).status).toBe(422);
    expect((await patch('brand_new', { offered: true })).status).toBe(404);
    const made = { code: 'n', name: 'Brand new', plans: ['free'], duration_days: 7, offered: true, position: 1 };
    expect((await patch('brand_new', made)).status).toBe(200);
    expect(await types(next++)).toEqual(['brand_new', FREE, PREMIUM]);
    expect((await patch('another_new', { ...made, code: 'u' })).status).toBe(422);
    expect((await patch('brand_new', { offered: false })).status).toBe(200);
  });
});

describe('explain', () => {
  const explain = async (id: number, at?: string) =>
    (
      await as(
        'viewer',
        'GET',
        `/api/v1/namespaces/${id}/eligibility${at === undefined ? '' : `?at=${encodeURIComponent(at)}`}`,
      )
    ).body;

  test('says facts, every rule with both sentences, history and refusals', async () => {
    const id = next++;
    const trial = await start(id);
    await portal.gitlab('POST', APPLY_PATH, { body: application(id, {}, 1) });
    const said = await explain(id);
    expect(Object.keys(said).slice(0, 6).sort()).toEqual(
      ['at', 'decisions', 'facts', 'namespace_id', 'rule_set', 'version'].sort(),
    );
    expect(said.facts.trials).toEqual([
      { trial_type: FREE, starts_on: day(0), ends_on: day(30), allowed_again: false },
    ]);
    const [decision] = said.decisions;
    expect(decision).toMatchObject({ trial_type: FREE, eligible: false, valid_until: `${day(30)}T00:00:00.000Z` });
    expect(decision.reasons.map((one: { code: string }) => one.code)).toEqual(['trial_already_used', 'trial_running']);
    expect(decision.reasons[1].sentence).toContain(day(30));
    expect(decision.rules).toHaveLength(8);
    expect(said.history).toMatchObject([{ id: trial, state: 'retrying' }]);
    expect(said.refusals).toMatchObject([{ uid: 1, codes: ['trial_already_used', 'trial_running'] }]);
  });

  test('answers as of a past time by the records and rules of then, on both sides of each boundary', async () => {
    const id = next++;
    const before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const trial = await start(id);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const during = new Date().toISOString();
    await as('operator', 'POST', `/api/v1/trials/${trial}/void`, { reason });
    const eligible = async (at?: string) => (await explain(id, at)).decisions[0].eligible;
    expect([await eligible(before), await eligible(during), await eligible()]).toEqual([true, false, true]);
  });

  test('answers as of a future time: a trial that ends that day is over', async () => {
    const id = next++;
    await start(id, { trial_type: PREMIUM });
    const running = async (at: string) =>
      (await explain(id, at)).decisions[0].reasons.map((one: { code: string }) => one.code);
    expect(await running(`${day(29)}T23:59:59.999Z`)).toEqual(['trial_running']);
    expect(await running(day(30))).toEqual([]);
    const premium = async (at: string) => (await explain(id, at)).decisions[1].eligible;
    expect([await premium(`${day(119)}T23:59:59Z`), await premium(day(120))]).toEqual([false, true]);
  });

  test.each(['yesterday', '2026-02-30', '1999-01-01', '2026-01-01T00:00', '2026-13-01T00:00:00Z'])(
    '%s is no time',
    async (at) => {
      expect((await as('viewer', 'GET', `/api/v1/namespaces/1/eligibility?at=${at}`)).status).toBe(422);
    },
  );

  test('agrees with the endpoint for whatever has happened', async () => {
    const { rows } = await portal.database.query<{ id: number }>('SELECT id FROM namespaces');
    expect(rows.length).toBeGreaterThan(10);
    for (const { id } of rows) {
      const answer = await portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=${id}&include=reasons`);
      const said = await explain(id);
      const listed = said.decisions
        .filter((one: { eligible: boolean }) => one.eligible)
        .map((one: { trial_type: string }) => one.trial_type);
      expect(listed).toEqual(answer.body.namespaces[id]);
      expect(said.version).toBe(answer.body.versions[id]);
    }
  });
});

describe('people', () => {
  test('every act needs a reason, and stands in a log that nobody can change', async () => {
    const trial = await start(next++);
    for (const body of [{}, { reason: '' }, { reason: '   ' }, { reason: 'x' }]) {
      expect((await as('operator', 'POST', `/api/v1/trials/${trial}/void`, body)).status).toBe(422);
    }
    await as('operator', 'POST', `/api/v1/trials/${trial}/void`, { reason });
    const { entries } = (await as('viewer', 'GET', '/api/v1/audit?limit=1')).body;
    expect(entries[0]).toMatchObject({
      actor_name: 'The operator',
      action: 'trial_voided',
      object: `trial ${trial}`,
      reason,
    });
    for (const change of ['UPDATE audit_log SET reason = $$x$$', 'DELETE FROM audit_log', 'TRUNCATE audit_log']) {
      await expect(portal.database.query(change)).rejects.toThrow(/append-only/);
    }
    const { rows } = await portal.database.query(
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_log'::regclass",
    );
    await expect(portal.database.query(`TRUNCATE ${rows[0]?.name}`)).rejects.toThrow(/append-only/);
  });

  test('tokens: the secret is told once, a read token only reads, a revoked or foreign one does not work', async () => {
    const made = await as('operator', 'POST', '/api/v1/tokens', { name: 'ci', scope: 'read_api', days: 1 });
    expect(made.status).toBe(201);
    const bearer = { authorization: `Bearer ${made.body.secret}` };
    expect((await send(`${portal.url}/api/v1/rules`, 'GET', { headers: bearer })).status).toBe(200);
    expect(
      (await send(`${portal.url}/api/v1/namespaces/1/block`, 'PUT', { headers: bearer, body: { reason } })).status,
    ).toBe(403);
    expect(
      (
        await send(`${portal.url}/api/v1/tokens`, 'POST', {
          headers: bearer,
          body: { name: 'x', scope: 'api', days: 1 },
        })
      ).status,
    ).toBe(403);
    const listed = await as('operator', 'GET', '/api/v1/tokens');
    expect(JSON.stringify(listed.body)).not.toContain(made.body.secret);
    expect((await as('admin', 'DELETE', `/api/v1/tokens/${made.body.token.id}`)).status).toBe(404);
    expect((await as('operator', 'DELETE', `/api/v1/tokens/${made.body.token.id}`)).status).toBe(200);
    expect((await send(`${portal.url}/api/v1/rules`, 'GET', { headers: bearer })).status).toBe(401);
  });

  test('the last admin stays one; a disabled person is out at once', async () => {
    const { staff } = (await as('admin', 'GET', '/api/v1/staff')).body;
    const of = (role: string) => staff.find((one: { role: string }) => one.role === role);
    const last = await as('admin', 'PATCH', `/api/v1/staff/${of('admin').id}`, {
      role: 'viewer',
      disabled: false,
      reason,
    });
    expect(last.body.code).toBe('last_admin');
    const made = await as('admin', 'POST', '/api/v1/staff', {
      name: 'New One',
      email: 'new@example.com',
      role: 'viewer',
      reason,
    });
    expect(made.status).toBe(201);
    expect(
      (await as('admin', 'POST', '/api/v1/staff', { name: 'Twice', email: 'NEW@example.com', role: 'viewer', reason }))
        .body.code,
    ).toBe('already_there');
    await as('admin', 'PATCH', `/api/v1/staff/${of('viewer').id}`, { role: 'viewer', disabled: true, reason });
    expect((await as('viewer', 'GET', '/api/v1/rules')).status).toBe(401);
    await as('admin', 'PATCH', `/api/v1/staff/${of('viewer').id}`, { role: 'viewer', disabled: false, reason });
  });
});

describe('leads', () => {
  const lead = (details: object) =>
    portal.gitlab('POST', '/leads/gitlab_com/ultimates', {
      body: { trial_user: { uid: 4_711, namespace_id: 3, ...details } },
    });

  test('are kept once per uid and namespace, listed without details, exported by admins, erased', async () => {
    for (const name of ['Ada', 'Ada', 'Grace'])
      expect((await lead({ first_name: name, work_email: 'ada@example.com' })).status).toBe(201);
    const listed = await as('operator', 'GET', '/api/v1/leads?uid=4711');
    expect(listed.body.leads).toHaveLength(1);
    expect(JSON.stringify(listed.body)).not.toContain('example.com');
    expect((await as('operator', 'GET', '/api/v1/leads/export')).status).toBe(403);
    const exported = await as('admin', 'GET', '/api/v1/leads/export?uid=4711');
    expect(exported.body.leads[0].trial_user).toMatchObject({ first_name: 'Grace' });
    expect((await as('admin', 'DELETE', '/api/v1/applicants/4711/leads', { reason })).body.erased).toBe(1);
    expect((await as('admin', 'GET', '/api/v1/leads/export?uid=4711')).body.leads).toEqual([]);
  });

  test.each([
    [{}],
    [{ trial_user: {} }],
    [{ trial_user: { uid: 0 } }],
    [{ trial_user: { uid: 1, namespace_id: 'x' } }],
    [{ trial_user: { uid: 1, name: 'a\0b' } }],
  ])('%j is refused', async (body) => {
    expect((await portal.gitlab('POST', '/leads/gitlab_com/ultimates', { body })).status).toBe(422);
  });
});
