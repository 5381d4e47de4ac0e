import type { InjectOptions } from 'fastify';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createLogger } from '#kit/telemetry/logger.ts';
import { buildSaas, type Saas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { SESSION_COOKIE } from '#saas/sessions/register-sessions.ts';
import { insertSession } from '#saas/sessions/session-store.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';
import { insertMember, insertNamespace, insertUser } from './support/rows.ts';

const TYPE = 'ultimate_with_gitlab_duo_enterprise';
const PREFIX = 'saas-routes:';
const PATH = '/api/v1/eligibility_cache';

let portal: TestPortal;
let database: TestDatabase;
let saas: Saas;
let namespace = 200;
const redis = createClient({ url: inject('redisUrl') });

function build(changes: Record<string, string> = {}): Saas {
  const environment = { SAAS_PORT: '0', SAAS_DATABASE_URL: database.url, PORTAL_URL: portal.url, ...changes };
  return buildSaas(readSaasConfig(environment), { logger: createLogger('saas', 'silent') });
}

beforeAll(async () => {
  portal = await startTestPortal();
  database = await createTestDatabase('saas');
  await redis.connect();
  saas = build({ REDIS_URL: inject('redisUrl'), REDIS_KEY_PREFIX: PREFIX });
  await saas.start();
});
afterAll(async () => {
  await saas.stop();
  redis.destroy();
  await portal.stop();
  await database.drop();
});
beforeEach(() => {
  namespace += 1;
});

type Sent = { token?: string | undefined; body?: object };

async function ask(method: NonNullable<InjectOptions['method']>, path: string, sent: Sent = {}, of = saas) {
  const { token = portal.tokens.operator, body } = sent;
  const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
  const request = { method, url: `${PATH}${path}`, headers, ...(body ? { payload: body } : {}) };
  const response = await of.app.inject(request);
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

const read = async (id: number) => (await ask('POST', '/read', { body: { namespace_ids: [id] } })).body.entries[0];

describe('who may', () => {
  const state = { body: { trial_types: [] } };
  const ids = { body: { namespace_ids: [1] } };

  test.each([
    ['POST', '/read', ids],
    ['GET', '/stats', {}],
    ['PUT', '/entries/1', state],
    ['POST', '/remove', ids],
    ['POST', '/invalidate', ids],
  ] as const)('nobody unknown may %s %s', async (method, path, sent) => {
    expect(await ask(method, path, { ...sent, token: '' })).toMatchObject({
      status: 401,
      body: { success: false, code: 'unauthenticated', error_attribute_map: {} },
    });
    expect(await ask(method, path, { ...sent, token: 'tg_unknown' })).toMatchObject({ status: 401 });
  });

  test('a viewer may look and not change', async () => {
    const token = portal.tokens.viewer;
    expect((await ask('POST', '/read', { ...ids, token })).status).toBe(200);
    expect((await ask('GET', '/stats', { token })).status).toBe(200);
    for (const [method, path, sent] of [
      ['PUT', '/entries/1', state],
      ['POST', '/remove', ids],
      ['POST', '/invalidate', ids],
    ] as const) {
      expect(await ask(method, path, { ...sent, token })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
  });

  test('a token that may only read does not change, whosever it is', async () => {
    const made = await portal.as('admin', 'POST', '/api/v1/tokens', { name: 'looks', scope: 'read_api', days: 1 });
    const token = made.body.secret;
    expect((await ask('POST', '/read', { ...ids, token })).status).toBe(200);
    expect(await ask('POST', '/remove', { ...ids, token })).toMatchObject({
      status: 403,
      body: { errors: 'This token may only read; make one with the scope "api".' },
    });
  });

  test('nobody can be told apart while the portal is away; whoever was known a moment ago is let in', async () => {
    const other = await startTestPortal();
    const alone = build({ PORTAL_URL: other.url, REDIS_URL: inject('redisUrl'), REDIS_KEY_PREFIX: 'alone:' });
    try {
      const token = other.tokens.operator;
      // Redis is connected by the first who asks.
      await until(async () => (await ask('POST', '/read', { ...ids, token }, alone)).status === 200);
      await other.stop();
      expect((await ask('POST', '/read', { ...ids, token }, alone)).status).toBe(200);
      expect(await ask('POST', '/read', { ...ids, token: other.tokens.admin }, alone)).toMatchObject({
        status: 503,
        headers: { 'retry-after': '2' },
        body: { code: 'portal_unreachable' },
      });
    } finally {
      await alone.stop();
    }
  });
});

describe('what they do', () => {
  test('put, read, remove and invalidate', async () => {
    await until(async () => (await ask('GET', '/stats')).body.stats.soft_because === null);
    const body = { trial_types: [TYPE], version: 3, valid_for_seconds: 60 };
    expect(await ask('PUT', `/entries/${namespace}`, { body })).toMatchObject({
      status: 200,
      body: { success: true, entry: { state: 'answer', verdict: 'hit', trial_types: [TYPE], version: 3 } },
    });
    expect(await read(namespace)).toMatchObject({ verdict: 'hit', life_seconds: 60 });
    const ids = { body: { namespace_ids: [namespace] } };
    expect(await ask('POST', '/invalidate', { body: { ...ids.body, version: 4 } })).toMatchObject({
      body: { success: true },
    });
    expect(await read(namespace)).toMatchObject({ state: 'tombstone', version: 4 });
    expect(await ask('POST', '/remove', ids)).toMatchObject({ body: { success: true, removed: 1 } });
    expect(await read(namespace)).toMatchObject({ state: 'absent' });
  });

  test('stats tell of the cache and of this process', async () => {
    const { body } = await ask('GET', '/stats');
    expect(body.stats).toMatchObject({ store: 'redis', rule_set: 1, has_feed: true });
    expect(body.stats.processes).toHaveLength(1);
    expect(body.counters).toEqual(expect.any(Object));
  });

  test.each([
    ['POST', '/read', { namespace_ids: [] }, 'invalid_request'],
    ['POST', '/read', { namespace_ids: [0] }, 'invalid_request'],
    ['POST', '/read', { namespace_ids: Array.from({ length: 1_001 }, () => 1) }, 'invalid_request'],
    ['POST', '/read', { namespace_ids: ['1'] }, 'invalid_request'],
    ['POST', '/remove', {}, 'invalid_request'],
    ['POST', '/invalidate', { namespace_ids: [1], version: -1 }, 'invalid_request'],
    ['PUT', '/entries/x', { trial_types: [] }, 'invalid_request'],
    ['PUT', '/entries/1', { trial_types: ['no_such'] }, 'invalid_request'],
    ['PUT', '/entries/1', { trial_types: [], more: 1 }, 'invalid_request'],
  ] as const)('refuses %s %s %j', async (method, path, body, code) => {
    expect(await ask(method, path, { body })).toMatchObject({ status: 422, body: { success: false, code } });
  });
});

describe('without a Redis', () => {
  test('readiness reports one that is away and does not depend on it, and a change is not lost for it', async () => {
    const alone = build({ REDIS_URL: 'redis://127.0.0.1:9' });
    try {
      const ready = await alone.app.inject({ url: '/-/readiness' });
      expect(ready.statusCode).toBe(200);
      expect(ready.json().checks).toMatchObject({ redis: { required: false, ok: false } });
      expect(await ask('POST', '/read', { body: { namespace_ids: [1] } }, alone)).toMatchObject({
        status: 503,
        headers: { 'retry-after': '1' },
        body: { code: 'cache_unavailable' },
      });
    } finally {
      await alone.stop();
    }
  });
});

describe('the last checks of a namespace', () => {
  test('are the same whichever process is asked, and say so when Redis is away', async () => {
    const shared = { REDIS_URL: inject('redisUrl'), REDIS_KEY_PREFIX: PREFIX };
    const other = build(shared);
    await other.start();
    const dead = build({ REDIS_URL: 'redis://127.0.0.1:9' });
    await dead.start();
    try {
      const owner = await insertUser(database.pool);
      const id = await insertNamespace(database.pool);
      await insertMember(database.pool, id, owner);
      const visit = async (process: Saas) => {
        const { token } = await insertSession(database.pool, owner);
        return process.app.inject({ url: `/api/v4/namespaces/${id}/ctas`, cookies: { [SESSION_COOKIE]: token } });
      };
      const look = async (process: Saas) => {
        const headers = { authorization: `Bearer ${portal.tokens.viewer}` };
        return (await process.app.inject({ url: `/api/v4/internal/eligibility/${id}`, headers })).json().last_checks;
      };
      for (const process of [saas, other, dead]) expect((await visit(process)).statusCode).toBe(200);
      for (const process of [saas, other]) {
        const told = await until(async () => {
          const found = await look(process);
          return found.checks.length === 2 && found;
        });
        expect(told).toMatchObject({ kept_in: 'redis', because: null, lost: 0 });
        expect(told.checks).toMatchObject([
          { place: 'cta', user_id: owner },
          { place: 'cta', user_id: owner },
        ]);
      }
      expect(await look(dead)).toMatchObject({ because: expect.stringContaining('Redis'), checks: [{ place: 'cta' }] });
    } finally {
      await other.stop();
      await dead.stop();
    }
  });
});
