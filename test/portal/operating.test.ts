import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServer } from '#kit/http/create-server.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { readPortalConfig } from '#portal/config.ts';
import { startPortal } from '#portal/main.ts';
import { APPLY_PATH, CHANGES_PATH, ELIGIBILITY_PATH } from '#sdk/contract.ts';
import { PortalProcess } from '../support/portal-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { application, GITLAB, send, startTestPortal, type TestPortal } from '../support/test-portal.ts';

const DATABASE = 'postgres://postgres:postgres@127.0.0.1:5432/x';

/** Writes bytes to a socket and reads until it closes. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

describe('configuration', () => {
  test('every mistake is told at once, one sentence each', () => {
    const wrong = { PORTAL_PORT: '70000', PORTAL_URL: 'ftp://x', LOG_LEVEL: 'loud' };
    expect(() => readPortalConfig(wrong)).toThrow(
      /PORTAL_PORT must be a port number.*\nPORTAL_DATABASE_URL must be set.*\nPORTAL_URL must be a URL.*\nLOG_LEVEL must be one of/,
    );
  });

  test('production refuses the public default secrets', () => {
    const production = { NODE_ENV: 'production', PORTAL_DATABASE_URL: DATABASE };
    expect(() => readPortalConfig(production)).toThrow(
      /PORTAL_ADMIN_TOKEN must be set.*\nPORTAL_APPLICANT_KEY must be set/,
    );
    const kept = { ...production, PORTAL_ADMIN_TOKEN: 'customer_admin_token', PORTAL_APPLICANT_KEY: 'my own' };
    expect(() => readPortalConfig(kept)).toThrow(/PORTAL_ADMIN_TOKEN must not keep its public default/);
    const own = { ...kept, PORTAL_ADMIN_TOKEN: 'my own' };
    expect(readPortalConfig(own)).toMatchObject({ PORTAL_ADMIN_TOKEN: 'my own', ZUORA_CALLOUT_PASSWORD: undefined });
    const callouts = { ...own, ZUORA_CALLOUT_PASSWORD: 'zuora-callouts-for-development' };
    expect(() => readPortalConfig(callouts)).toThrow(/ZUORA_CALLOUT_PASSWORD must be a secret of your own/);
  });

  test('start refuses a database that was not migrated', async () => {
    const own = await createTestDatabase('saas');
    await own.pool.query('DROP TABLE schema_migrations');
    try {
      const environment = { PORTAL_DATABASE_URL: own.url, PORTAL_PORT: '0', LOG_LEVEL: 'silent' };
      await expect(startPortal(environment, 'all')).rejects.toThrow(/run "trialgate db migrate"/);
    } finally {
      await own.drop();
    }
  });
});

describe('a running portal', () => {
  let portal: TestPortal;
  let port: number;
  beforeAll(async () => {
    portal = await startTestPortal({ TRIALGATE_COMMIT: 'c0ffee' });
    port = Number(new URL(portal.url).port);
  });
  afterAll(() => portal.stop());
  const get = (path: string) => send(portal.url + path, 'GET');

  test('tells liveness, readiness, version and metrics; saas is reported, not needed', async () => {
    expect((await get('/-/liveness')).body).toEqual({ status: 'ok' });
    const ready = await get('/-/readiness');
    expect([ready.status, ready.body.checks.database.ok, ready.body.checks.saas]).toEqual([
      200,
      true,
      expect.objectContaining({ ok: false, required: false }),
    ]);
    expect((await get('/-/version')).body).toMatchObject({ commit: 'c0ffee', environment: 'customers-development' });
    await portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=1&namespace_ids=2`);
    expect((await get('/-/metrics')).text).toMatch(/eligibility_namespaces_asked_total\{.*purpose="demand".*\} 2/);
    await portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=1`, { headers: { 'trialgate-purpose': 'shadow' } });
    expect((await get('/-/metrics')).text).toMatch(/purpose="shadow".*\} 1/);
  });

  test('passes a request id on, and makes one where there is none', async () => {
    const named = await portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=1`, {
      headers: { 'x-request-id': 'from-saas-42' },
    });
    expect(named.headers.get('x-request-id')).toBe('from-saas-42');
    expect((await get('/nothing')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    [
      'a header twice',
      `GET ${ELIGIBILITY_PATH}?namespace_ids=1 HTTP/1.1\r\nHost: x\r\nX-Admin-Email: gl_com_api@gitlab.com\r\nX-Admin-Token: customer_admin_token\r\nX-Admin-Token: customer_admin_token\r\nConnection: close\r\n\r\n`,
      401,
    ],
    ['two lengths', `POST ${APPLY_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['headers of 70 KiB', `GET /?${'x'.repeat(70_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ])('%s gets a 4xx', async (_name, bytes, status) => {
    expect(await exchange(port, bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test('secrets and addresses never reach the log', async () => {
    const lines: string[] = [];
    const logger = createLogger('test', 'info');
    const write = process.stdout.write;
    process.stdout.write = ((chunk: string) => lines.push(String(chunk)) > 0) as typeof process.stdout.write;
    try {
      logger.info(
        { lead: { work_email: 'ada@example.com', token: 'tg_secret' }, headers: { authorization: 'Bearer tg_secret' } },
        'a careless line',
      );
      logger.flush();
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      process.stdout.write = write;
    }
    expect(lines.join('')).not.toMatch(/ada@example|tg_secret/);
  });
});

test('a body that is cut off halfway is 408, not a hang', async () => {
  const app = createServer({ logger: createLogger('test', 'silent'), requestTimeout: 300 });
  app.post('/x', async () => ({}));
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  try {
    const began = Date.now();
    const said = await exchange(
      Number(new URL(address).port),
      'POST /x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"half":',
    );
    expect(said).toMatch(/^HTTP\/1.1 408 /);
    expect(Date.now() - began).toBeLessThan(5_000);
  } finally {
    await app.close();
  }
});

test('without its database it answers 503 with Retry-After, and goes on when it is back', async () => {
  const portal = await startTestPortal();
  try {
    const ask = () => portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=1`);
    expect((await ask()).status).toBe(200);
    const name = new URL(portal.databaseUrl).pathname.slice(1);
    const server = portal.databaseUrl.replace(/[^/]+$/, 'postgres');
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    const away = await ask();
    expect([away.status, away.headers.get('retry-after'), away.body.code]).toEqual([503, '1', 'database_unavailable']);
    expect((await send(`${portal.url}/-/readiness`, 'GET')).status).toBe(503);
    expect((await send(`${portal.url}/-/liveness`, 'GET')).status).toBe(200);
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await client.end();
    expect((await ask()).status).toBe(200);
  } finally {
    await portal.stop();
  }
});

describe('stopping', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('portal');
  });
  afterAll(() => database.drop());

  test('answers what has begun, long polls too, and ends with 0', async () => {
    const portal = await PortalProcess.create({ PORTAL_DATABASE_URL: database.url, SAAS_URL: 'http://127.0.0.1:9' });
    await portal.start();
    await database.pool.query('INSERT INTO namespaces (id) VALUES (1)');
    const holder = await database.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM namespaces WHERE id = 1 FOR UPDATE');
    const waiting = send(portal.url + APPLY_PATH, 'POST', { body: application(1), headers: GITLAB });
    const polling = send(`${portal.url}${CHANGES_PATH}?wait=30`, 'GET', { headers: GITLAB });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const stopped = portal.stop('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await holder.query('COMMIT');
    holder.release();
    expect((await waiting).status).toBe(201);
    expect((await polling).status).toBe(200);
    expect(await stopped).toBe(0);
  });
});
