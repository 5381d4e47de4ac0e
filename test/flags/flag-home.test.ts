import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Flags } from '#flags/client/connect-flags.ts';
import { exampleFlag } from '#flags/definitions/example-flag.ts';
import { send, startTestPortal, type TestPortal, until } from '../support/test-portal.ts';
import { Connections, ENVIRONMENT, makeFlagToken, reason } from './support/flag-home.ts';

const EXAMPLE = exampleFlag.name;
const connections = new Connections();
let portal: TestPortal;
let token: string;

beforeAll(async () => {
  portal = await startTestPortal();
  token = await makeFlagToken(portal);
});
afterAll(async () => {
  await connections.close();
  await portal.stop();
});

const set = (flag: string, state: string, more: object = {}, environment = ENVIRONMENT) =>
  portal.as('operator', 'PUT', `/api/v1/flags/${flag}/environments/${environment}`, { state, reason, ...more });
const show = async (flag: string) => (await portal.as('viewer', 'GET', `/api/v1/flags/${flag}`)).body.flag;
const ask = async ({ client }: Flags, flag: string, userId?: number) => {
  const actor = userId === undefined ? {} : { targetingKey: String(userId), userId: String(userId) };
  const { value, reason: why } = await client.getBooleanDetails(flag, false, actor);
  return [value, why];
};
const becomes = (flags: Flags, flag: string, expected: boolean, userId?: number) =>
  until(async () => (await ask(flags, flag, userId))[0] === expected);
const read = (secret: string, headers = {}) =>
  send(`${portal.url}/api/client/features`, 'GET', { headers: { authorization: secret, ...headers } });

describe('what clients read', () => {
  test('the whole document with a tag, and 304 for whoever has it', async () => {
    const first = await read(token);
    expect(first.status).toBe(200);
    expect(first.body.features.map(({ name }: { name: string }) => name)).toContain(EXAMPLE);
    const etag = first.headers.get('etag') ?? '';
    expect((await read(token, { 'if-none-match': etag })).status).toBe(304);
    await set(EXAMPLE, 'on');
    const later = await until(async () => {
      const reply = await read(token, { 'if-none-match': etag });
      return reply.status === 200 && reply;
    });
    expect(later.body.features.find(({ name }: { name: string }) => name === EXAMPLE).enabled).toBe(true);
  });

  test.each(['features', 'streaming', 'register', 'metrics'])('%s needs the token of an environment', async (path) => {
    const method = ['features', 'streaming'].includes(path) ? 'GET' : 'POST';
    const call = (headers: Record<string, string>) =>
      send(`${portal.url}/api/client/${path}`, method, { headers, ...(method === 'POST' ? { body: {} } : {}) });
    expect((await call({})).status).toBe(401);
    expect((await call({ authorization: 'tgf_wrong' })).body.code).toBe('unauthenticated');
    expect((await call({ authorization: `Bearer ${portal.tokens.admin}` })).status).toBe(403);
  });

  test('a token opens its own environment only, and nothing once it is revoked', async () => {
    const staging = await makeFlagToken(portal, 'customers-staging');
    await set(EXAMPLE, 'off');
    await set(EXAMPLE, 'users:99', {}, 'customers-staging');
    const seen = await until(async () => {
      const text = (await read(staging)).text;
      return text.includes('"99"') && text;
    });
    expect(seen).toContain('customers-staging');
    expect((await read(token)).text).not.toContain('"99"');
    const { body } = await portal.as('admin', 'GET', '/api/v1/flag_tokens');
    expect(JSON.stringify(body)).not.toContain(staging);
    const stream = await fetch(`${portal.url}/api/client/streaming`, { headers: { authorization: staging } });
    const id = body.tokens.find((one: { environment: string }) => one.environment === 'customers-staging').id;
    expect((await portal.as('admin', 'DELETE', `/api/v1/flag_tokens/${id}`, { reason })).status).toBe(200);
    await until(async () => (await read(staging)).status === 401);
    // The stream that is under way ends too.
    expect(await stream.text()).toContain('unleash-connected');
    const { rows } = await portal.database.query('SELECT token_hash FROM flag_tokens');
    expect(rows.every(({ token_hash: hash }) => hash.length === 32)).toBe(true);
  });
});

describe('a connected process', () => {
  let flags: Flags;
  beforeAll(async () => {
    flags = await connections.connect({ url: portal.url, token, appName: 'saas' });
  });

  test('has every state as it is set, with the reason', async () => {
    expect(flags.source).toBe('server');
    await set(EXAMPLE, 'off');
    await becomes(flags, EXAMPLE, false, 7);
    expect(await ask(flags, EXAMPLE, 7)).toEqual([false, 'DISABLED']);
    await set(EXAMPLE, 'on');
    await becomes(flags, EXAMPLE, true);
    expect(await ask(flags, EXAMPLE, 7)).toEqual([true, 'STATIC']);
    await set(EXAMPLE, 'users:7,8');
    await becomes(flags, EXAMPLE, false, 9);
    expect([await ask(flags, EXAMPLE, 7), await ask(flags, EXAMPLE, 8), await ask(flags, EXAMPLE)]).toEqual([
      [true, 'TARGETING_MATCH'],
      [true, 'TARGETING_MATCH'],
      [false, 'TARGETING_MATCH'],
    ]);
    await set(EXAMPLE, 'percent:0+users:8');
    await becomes(flags, EXAMPLE, false, 7);
    expect(await ask(flags, EXAMPLE, 8)).toEqual([true, 'SPLIT']);
    await set(EXAMPLE, 'off');
    await becomes(flags, EXAMPLE, false, 8);
    expect(await flags.client.getBooleanDetails('no_such_flag', true)).toMatchObject({
      value: true,
      reason: 'DEFAULT',
    });
    expect((await flags.client.getStringDetails(EXAMPLE, 'x')).value).toBe('x');
  });

  test('keeps everybody in their bucket: a greater percentage only adds', async () => {
    const users = Array.from({ length: 1_000 }, (_, place) => place + 1);
    let before = new Set<number>();
    for (const percent of [1, 10, 25, 50, 100]) {
      await set(EXAMPLE, `percent:${percent}`);
      await until(async () => JSON.stringify((await read(token)).body.features).includes(`"rollout":"${percent}"`));
      const inside = new Set<number>();
      await until(async () => {
        inside.clear();
        for (const user of users) if ((await ask(flags, EXAMPLE, user))[0]) inside.add(user);
        return Math.abs(inside.size - percent * 10) < 45;
      });
      expect([...before].filter((user) => !inside.has(user))).toEqual([]);
      before = inside;
    }
    await set(EXAMPLE, 'off');
    await becomes(flags, EXAMPLE, false, 1);
  });

  test('tells what it has evaluated, and where that was', async () => {
    await ask(flags, EXAMPLE, 1);
    await flags.tellEvaluations();
    const { evaluated } = await show(EXAMPLE);
    expect(evaluated[0]).toMatchObject({ environment: ENVIRONMENT, app_name: 'saas', instances: 1 });
    expect(evaluated[0].yes + evaluated[0].no).toBeGreaterThan(0);
    const { body } = await portal.as('viewer', 'GET', '/api/v1/flags');
    expect(body.flags.find(({ name }: { name: string }) => name === EXAMPLE).last_evaluated_at).not.toBeNull();
  });

  test('names that nobody knows are not kept', async () => {
    const toggles = { made_up: { yes: 1, no: 0 }, [EXAMPLE]: { yes: 0, no: 2 } };
    const body = { appName: 'x', instanceId: 'y', bucket: { start: new Date(), stop: new Date(), toggles } };
    const headers = { authorization: token, 'unleash-appname': 'odd' };
    expect((await send(`${portal.url}/api/client/metrics`, 'POST', { body, headers })).status).toBe(202);
    const { rows } = await portal.database.query("SELECT flag, no FROM flag_evaluations WHERE app_name = 'odd'");
    expect(rows).toEqual([{ flag: EXAMPLE, no: 2 }]);
  });

  test('overrides win over everything, and are shown as forced', async () => {
    await set(EXAMPLE, 'on');
    await becomes(flags, EXAMPLE, true);
    const forcing = await connections.connect({
      url: portal.url,
      token,
      appName: 'stubborn',
      overrides: { [EXAMPLE]: false },
    });
    expect(await ask(forcing, EXAMPLE, 1)).toEqual([false, 'FORCED']);
    const forced = await until(async () => {
      const all = (await show(EXAMPLE)).forced;
      return all.length > 0 && all;
    });
    expect(forced).toEqual([
      expect.objectContaining({ app_name: 'stubborn', forced: 'off', environment: ENVIRONMENT }),
    ]);
  });
});

describe('setting', () => {
  test.each([
    ['percent:0.5', 'percent_not_whole'],
    ['percent:25.0', 'percent_not_whole'],
    ['percent:101', 'invalid_request'],
    ['sometimes', 'invalid_request'],
    [`users:${Array.from({ length: 251 }, (_, place) => place + 1)}`, 'too_many_users'],
  ])('%s is refused', async (state, code) => {
    const { status, body } = await set(EXAMPLE, state);
    expect([status, body.code]).toEqual([422, code]);
    expect(body.error_attribute_map.state).toHaveLength(1);
  });

  test('is refused for what is not there, without a reason, and to viewers', async () => {
    expect((await set('no_such_flag', 'on')).status).toBe(404);
    expect((await set(EXAMPLE, 'on', {}, 'prodution')).body.errors).toContain('production');
    expect((await set(EXAMPLE, 'on', { reason: '' })).status).toBe(422);
    expect((await portal.as('viewer', 'PUT', `/api/v1/flags/${EXAMPLE}/environments/production`, {})).status).toBe(403);
    expect((await portal.as('operator', 'GET', '/api/v1/flag_tokens')).status).toBe(403);
  });

  test.each([
    ['PUT', `flags/${EXAMPLE}/environments/production`, { state: 'on\0' }],
    ['PUT', `flags/${EXAMPLE}/environments/production`, { state: 7 }],
    ['PUT', `flags/${EXAMPLE}/environments/production`, { state: 'on', expected_revision: -1 }],
    ['PUT', `flags/${EXAMPLE}/environments/production`, { state: 'on', more: 1 }],
    ['PUT', `flags/${EXAMPLE}/environments/Pro%00`, { state: 'on' }],
    ['POST', 'flag_tokens', { environment: 'Prod', name: 'x' }],
    ['POST', 'flag_tokens', { environment: 'prod', name: ' \0' }],
    ['POST', 'flag_tokens', { environment: 'prod', name: '' }],
  ])('odd input is a 422: %s %s %j', async (method, path, body) => {
    expect((await portal.as('admin', method, `/api/v1/${path}`, { reason, ...body })).status).toBe(422);
  });

  test('is refused when it was set since it was looked at', async () => {
    const before = (await set(EXAMPLE, 'off')).body.revision;
    expect((await set(EXAMPLE, 'on', { expected_revision: before })).status).toBe(200);
    const late = await set(EXAMPLE, 'users:7', { expected_revision: before });
    expect([late.status, late.body.code]).toEqual([422, 'flag_changed_meanwhile']);
    const { revision } = (await show(EXAMPLE)).environments.find(
      (one: { environment: string }) => one.environment === ENVIRONMENT,
    );
    const states = ['users:1', 'users:2', 'users:3', 'users:4'];
    const sets = states.map((state) => set(EXAMPLE, state, { expected_revision: revision }));
    expect((await Promise.all(sets)).filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await set(EXAMPLE, 'on', { expected_revision: 0 }, 'production')).status).toBe(200);
  });

  test('is audited with before and after, and stands in the history', async () => {
    await set(EXAMPLE, 'percent:10');
    await set(EXAMPLE, 'users:7');
    const audit = await portal.as('viewer', 'GET', '/api/v1/audit?action=flag_set&limit=1');
    expect(audit.body.entries[0]).toMatchObject({
      actor_name: 'The operator',
      object: `flag ${EXAMPLE} in ${ENVIRONMENT}`,
      reason,
      before: { state: 'percent:10' },
      after: { state: 'users:7' },
    });
    const { changes, environments } = await show(EXAMPLE);
    expect(changes[0]).toMatchObject({ before: 'percent:10', after: 'users:7', changed_by: 'The operator', reason });
    expect(environments).toContainEqual(expect.objectContaining({ environment: ENVIRONMENT, state: 'users:7' }));
    const made = await portal.as('admin', 'POST', '/api/v1/flag_tokens', { environment: 'qa-7', name: 'qa', reason });
    expect(made.status).toBe(201);
    const tokens = await portal.as('viewer', 'GET', '/api/v1/audit?action=flag_token_created&limit=1');
    expect(JSON.stringify(tokens.body.entries)).not.toContain(made.body.secret);
    await expect(portal.database.query('DELETE FROM flag_changes')).rejects.toThrow(/append-only/);
  });
});

test('the portal reads its own flags from its own tables', async () => {
  const own = portal.portal.flags.own();
  await set(EXAMPLE, 'users:7');
  await becomes(own, EXAMPLE, true, 7);
  expect([await ask(own, EXAMPLE, 7), await ask(own, EXAMPLE, 9)]).toEqual([
    [true, 'TARGETING_MATCH'],
    [false, 'TARGETING_MATCH'],
  ]);
  await set(EXAMPLE, 'off');
  await becomes(own, EXAMPLE, false, 7);
  await own.tellEvaluations();
  const { evaluated } = await show(EXAMPLE);
  expect(evaluated.map((one: { app_name: string }) => one.app_name)).toContain('portal');
});
