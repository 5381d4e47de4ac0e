import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ELIGIBILITY_PATH, TRIAL_TYPES_PATH } from '#sdk/contract.ts';
import { startTestPortal, type TestPortal } from '../support/test-portal.ts';

const BOTH = ['ultimate_with_gitlab_duo_enterprise', 'ultimate_on_premium_with_gitlab_duo_enterprise'];
let portal: TestPortal;
const ask = (query: string) => portal.gitlab('GET', `${ELIGIBILITY_PATH}?${query}`);
const post = (body: unknown, query = '') => portal.gitlab('POST', `${ELIGIBILITY_PATH}${query}`, { body });

beforeAll(async () => {
  portal = await startTestPortal();
  await portal.database.query(
    `INSERT INTO trials (namespace_id, trial_type, starts_on, ends_on, origin)
     VALUES (11, 'ultimate_with_gitlab_duo_enterprise', '2020-01-01', '2020-01-31', 'import'),
       (12, 'ultimate_on_premium_with_gitlab_duo_enterprise', current_date - 60, current_date - 30, 'import')`,
  );
});
afterAll(() => portal.stop());

describe('asking which trials may be started', () => {
  test.each([
    'namespace_ids[]=1&namespace_ids[]=2',
    'namespace_ids%5B%5D=1&namespace_ids%5B%5D=2',
    'namespace_ids=1&namespace_ids=2',
    'namespace_ids%5b%5d=%31&namespace_ids[]=2&namespace_ids[]=1',
    'other=x&namespace_ids[]=1&namespace_ids=2&',
  ])('takes %s', async (query) => {
    const { status, body } = await ask(query);
    expect(status).toBe(200);
    expect(body.namespaces).toEqual({ 1: BOTH, 2: BOTH });
    expect(body).toMatchObject({ success: true, versions: { 1: 0, 2: 0 }, valid_until: { 1: null, 2: null } });
  });

  test('answers every asked id, with version, valid_until, rule set, epoch and time', async () => {
    const { body } = await ask('namespace_ids[]=11&namespace_ids[]=12&namespace_ids=99');
    const day = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
    expect(body.namespaces).toEqual({ 11: [BOTH[1]], 12: [BOTH[0]], 99: BOTH });
    expect(body.versions).toEqual({ 11: 1, 12: 1, 99: 0 });
    expect(body.valid_until).toEqual({ 11: null, 12: `${day}T00:00:00.000Z`, 99: null });
    expect(body.rule_set).toBe(1);
    expect(body.epoch).toBe(1);
    expect(Math.abs(Date.parse(body.as_of) - Date.now())).toBeLessThan(5_000);
    expect(body.reasons).toBeUndefined();
  });

  test('tells reasons where they are asked for', async () => {
    const { body } = await ask('namespace_ids[]=11&namespace_ids[]=99&include=reasons');
    expect(body.reasons).toEqual({ 11: { [BOTH[0] as string]: ['trial_already_used'] }, 99: {} });
  });

  test('takes 1,000 ids by GET and 10,000 by POST, and no more', async () => {
    const ids = (count: number) => Array.from({ length: count }, (_, place) => Number.MAX_SAFE_INTEGER - place);
    const asQuery = (count: number) =>
      ids(count)
        .map((id) => `namespace_ids%5B%5D=${id}`)
        .join('&');
    const got = await ask(asQuery(1_000));
    expect(got.status).toBe(200);
    expect(Object.keys(got.body.namespaces)).toHaveLength(1_000);
    expect((await ask(asQuery(1_001))).status).toBe(422);
    const posted = await post({ namespace_ids: ids(10_000) });
    expect(Object.keys(posted.body.namespaces)).toHaveLength(10_000);
    expect((await post({ namespace_ids: ids(10_001) })).status).toBe(422);
  });

  test('the bulk answer is the single answers', async () => {
    const bulk = await post({ namespace_ids: [11, '12', 13] }, '?include=reasons');
    for (const id of [11, 12, 13]) {
      const single = await ask(`namespace_ids=${id}&include=reasons`);
      for (const part of ['namespaces', 'versions', 'valid_until', 'reasons']) {
        expect(single.body[part][id]).toEqual(bulk.body[part][id]);
      }
    }
  });

  test('never answers below at_least: 503 with Retry-After', async () => {
    expect((await ask('namespace_ids=11&at_least[11]=1')).status).toBe(200);
    expect((await post({ namespace_ids: [11], at_least: { 11: 1 } })).status).toBe(200);
    const late = await post({ namespace_ids: [11], at_least: { 11: 2 } });
    expect(late.status).toBe(503);
    expect(late.headers.get('retry-after')).toBe('1');
    expect((await ask('namespace_ids=11&at_least%5B11%5D=2')).body.code).toBe('version_unavailable');
  });
});

describe('what cannot be answered', () => {
  test.each([
    '0',
    '-1',
    '1.5',
    '1e3',
    '9007199254740992',
    `1${'0'.repeat(400)}`,
    '',
    'abc',
    '0x10',
    '1,2',
    '%00',
    '１',
  ])('id %s is refused with a sentence', async (id) => {
    const { status, body } = await ask(`namespace_ids[]=${id}`);
    expect(status).toBe(422);
    expect(body.success).toBe(false);
    expect(body.errors).toMatch(/whole numbers from 1 to 9007199254740991/);
    expect(Object.keys(body.error_attribute_map)).toEqual(['namespace_ids']);
  });

  test.each(['', 'namespace_ids', 'ids=1', 'namespace_ids[]='])('query %j is refused', async (query) => {
    expect((await ask(query)).status).toBe(422);
  });

  test.each([
    '[1e3]',
    '[1000.0]',
    '[1.5]',
    '[0]',
    '[-1]',
    '[9007199254740992]',
    `[1${'0'.repeat(400)}]`,
    '[null]',
    '[[1]]',
    '["1e3"]',
    '[]',
    '{}',
    'null',
    '[true]',
  ])('ids %s in a body are refused', async (ids) => {
    const { status, body } = await post(`{"namespace_ids": ${ids}}`);
    expect(status).toBe(422);
    expect(body.errors).toMatch(/namespace_ids/);
  });

  test.each(['', '{', 'x', '[1', '"'])('a body that is %j is 400', async (text) => {
    const { status, body } = await portal.gitlab('POST', ELIGIBILITY_PATH, {
      body: text,
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(400);
    expect(body.errors).toBeTruthy();
  });

  test.each([
    [{ namespace_ids: [1], at_least: [1] }],
    [{ namespace_ids: [1], at_least: { x: 1 } }],
    [{ namespace_ids: [1], at_least: { 1: -1 } }],
    [[1]],
  ])('%j is refused', async (body) => {
    expect((await post(body)).status).toBe(422);
  });

  test('other content, too much of it, unknown paths and methods get their own status', async () => {
    const form = await portal.gitlab('POST', ELIGIBILITY_PATH, {
      body: 'a=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.status).toBe(415);
    expect((await post('x'.repeat(5_000_000))).status).toBe(413);
    expect((await portal.gitlab('GET', '/nothing/here')).status).toBe(404);
    const wrong = await portal.gitlab('DELETE', ELIGIBILITY_PATH);
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toContain('GET');
  });
});

describe('who may ask', () => {
  const path = `${ELIGIBILITY_PATH}?namespace_ids=1`;
  test.each([
    [{}],
    [{ 'x-admin-email': 'gl_com_api@gitlab.com' }],
    [{ 'x-admin-email': 'gl_com_api@gitlab.com', 'x-admin-token': 'wrong' }],
    [{ 'x-admin-email': 'someone@example.com', 'x-admin-token': 'customer_admin_token' }],
    [{ authorization: 'Bearer tg_wrong' }],
    [{ authorization: 'Basic abc' }],
    [{ authorization: 'Bearer' }],
  ])('%j is 401', async (headers) => {
    const reply = await fetch(portal.url + path, { headers });
    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ success: false, code: 'unauthenticated' });
  });

  test('a personal token may ask too; GitLab’s headers open nothing else', async () => {
    expect((await portal.as('viewer', 'GET', path)).status).toBe(200);
    expect((await portal.gitlab('GET', '/api/v1/rules')).status).toBe(401);
    expect((await portal.gitlab('GET', '/api/v1/staff')).status).toBe(401);
  });

  test('too many requests in a second are 429 with Retry-After', async () => {
    const strict = await startTestPortal({ PORTAL_RATE_LIMIT: '5' });
    try {
      const replies = await Promise.all(Array.from({ length: 12 }, () => strict.gitlab('GET', path)));
      const refused = replies.filter((one) => one.status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(2);
      expect(refused[0]?.headers.get('retry-after')).toBeTruthy();
      expect(refused[0]?.body).toMatchObject({ success: false, code: 'rate_limited' });
      expect((await strict.as('viewer', 'GET', path)).status).toBe(200);
    } finally {
      await strict.stop();
    }
  });
});

test('trial types tell durations, plans, names and permanent codes', async () => {
  const { body } = await portal.gitlab('GET', `${TRIAL_TYPES_PATH}?`);
  expect(Object.keys(body.trial_types)).toEqual([...BOTH, 'ultimate_with_dap', 'ultimate_on_premium_with_dap']);
  expect(body.trial_types[BOTH[0] as string]).toEqual({
    duration_days: 30,
    name: 'Ultimate with GitLab Duo Enterprise',
    plans: ['none', 'default', 'free'],
    offered: true,
    code: 'u',
  });
  expect(body.trial_types.ultimate_with_dap.offered).toBe(false);
});
