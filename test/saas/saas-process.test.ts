import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { DatabaseNotMigrated } from '#kit/postgres/migrate.ts';
import { buildSaas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { startSaas } from '#saas/main.ts';
import { freePort } from '../../dev/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createSigningKey, PortalStandIn, type SigningKey, signToken } from './support/portal-stand-in.ts';
import { insertNamespace } from './support/rows.ts';

const MAIN = join(import.meta.dirname, '../../src/saas/main.ts');

let database: TestDatabase;
let portal: PortalStandIn;
let key: SigningKey;

beforeAll(async () => {
  database = await createTestDatabase('saas');
  portal = new PortalStandIn();
  await portal.start();
  key = await createSigningKey('one');
  portal.published = [key.publicJwk];
});
afterAll(async () => {
  await portal.stop();
  await database.drop();
});

type Settings = Record<string, string>;

function settings(changes: Settings = {}): Settings {
  return {
    SAAS_PORT: '0',
    SAAS_DATABASE_URL: database.url,
    PORTAL_URL: portal.url,
    LOG_LEVEL: 'silent',
    TRIALGATE_COMMIT: 'c0ffee',
    // What a library says about its next version is not ours to say.
    NODE_NO_WARNINGS: '1',
    ...changes,
  };
}

/** Runs the process until it ends by itself. */
async function run(environment: Settings): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [MAIN], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, stderr };
}

describe('a start that cannot be', () => {
  it('says each mistake in a sentence and ends with 1', async () => {
    expect(await run({ SAAS_PORT: 'x', PORTAL_URL: 'x', NODE_ENV: 'production' })).toEqual({
      code: 1,
      stderr: [
        'SAAS_PORT must be a port number from 0 to 65535.',
        'SAAS_DATABASE_URL must be set: it must be a URL that begins with postgres:// or postgresql://.',
        'PORTAL_URL must be a URL that begins with http:// or https://.',
        'PORTAL_ADMIN_TOKEN must be set in production, because its default is public.\n',
      ].join('\n'),
    });
  });

  it('refuses a database that is not migrated', async () => {
    const server = `postgres://postgres:postgres@127.0.0.1:${inject('postgresPort')}`;
    const client = new pg.Client({ connectionString: `${server}/postgres` });
    await client.connect();
    await client.query('CREATE DATABASE saas_empty');
    const empty = settings({ SAAS_DATABASE_URL: `${server}/saas_empty` });
    try {
      expect(await run(empty)).toEqual({
        code: 1,
        stderr: expect.stringMatching(/^The database lacks \d+ migration\(s\).*run "trialgate db migrate"\.\n$/),
      });
      await expect(startSaas(empty)).rejects.toBeInstanceOf(DatabaseNotMigrated);
    } finally {
      await client.query('DROP DATABASE saas_empty');
      await client.end();
    }
  });

  it('says that the database cannot be reached, or that the port is taken', async () => {
    const nowhere = `postgres://postgres:secret@127.0.0.1:${await freePort()}/x`;
    const unreachable = await run(settings({ SAAS_DATABASE_URL: nowhere }));
    expect(unreachable).toEqual({ code: 1, stderr: 'SAAS_DATABASE_URL cannot be reached (ECONNREFUSED).\n' });
    const taken = await run(settings({ SAAS_PORT: new URL(portal.url).port }));
    expect(taken).toEqual({ code: 1, stderr: 'SAAS_PORT is taken: another process listens on it.\n' });
  });
});

describe('a running saas', () => {
  it('tells its health: the database is required, the portal is only reported', async () => {
    const own = await createTestDatabase('saas');
    const away = new PortalStandIn();
    await away.start();
    const saas = await startSaas(settings({ SAAS_DATABASE_URL: own.url, PORTAL_URL: away.url }));
    const read = async (path: string) => {
      const response = await fetch(`${saas.url}${path}`);
      return { status: response.status, body: await response.json() };
    };
    try {
      expect(await read('/-/liveness')).toEqual({ status: 200, body: { status: 'ok' } });
      expect(await read('/-/version')).toMatchObject({
        body: { commit: 'c0ffee', environment: 'customers-development', started_at: expect.any(String) },
      });
      expect((await fetch(`${saas.url}/-/metrics`)).status).toBe(200);
      const ok = { required: true, ok: true };
      const reported = { required: false, ok: true };
      expect(await read('/-/readiness')).toEqual({
        status: 200,
        body: { status: 'ok', checks: { database: ok, portal: reported } },
      });
      await away.stop();
      expect(await read('/-/readiness')).toMatchObject({
        status: 200,
        body: { status: 'ok', checks: { database: ok, portal: { required: false, ok: false } } },
      });
      await own.drop();
      expect(await read('/-/readiness')).toMatchObject({ status: 503, body: { checks: { database: { ok: false } } } });
      expect(await read('/-/liveness')).toMatchObject({ status: 200 });
    } finally {
      await saas.stop();
    }
  });

  it('answers 503 while the database cannot be reached, and nothing else is wrong with it', async () => {
    const nowhere = `postgres://postgres:secret@127.0.0.1:${await freePort()}/x`;
    const saas = buildSaas(readSaasConfig(settings({ SAAS_DATABASE_URL: nowhere })));
    try {
      const response = await saas.app.inject({
        url: '/api/v4/internal/gitlab_subscriptions/namespaces/1',
        headers: { 'x-customers-dot-internal-token': await signToken(key, portal.url) },
      });
      expect(response.statusCode).toBe(503);
      expect(response.headers['retry-after']).toBe('1');
      expect(response.json()).toMatchObject({
        success: false,
        code: 'database_unavailable',
        message: expect.stringMatching(/try again/),
      });
    } finally {
      await saas.stop();
    }
  });

  it('answers what has begun when it is told to stop, and then ends with 0', async () => {
    const port = await freePort();
    const child = spawn(process.execPath, [MAIN], {
      env: settings({ SAAS_PORT: String(port), LOG_LEVEL: 'info' }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const said = { text: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      said.text += chunk;
    });
    expect(await heard(child, said, 'saas is running')).not.toContain('postgres:postgres');
    const id = await insertNamespace(database.pool);
    const url = `http://127.0.0.1:${port}/api/v4/internal/gitlab_subscriptions/namespaces/${id}/gitlab_subscription`;
    const headers = {
      'content-type': 'application/json',
      'x-customers-dot-internal-token': await signToken(key, portal.url),
    };
    const send = (method: string, body: object) => fetch(url, { method, headers, body: JSON.stringify(body) });
    expect((await send('POST', { start_date: '2026-01-01', version: 4 })).status).toBe(201);
    expect(await heard(child, said, `"namespace_id":${id},"version":4`)).toContain('subscription_created');
    // The row is locked, so that the request is still under way when the signal arrives.
    const client = await database.pool.connect();
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM gitlab_subscriptions WHERE namespace_id = $1 FOR UPDATE', [id]);
    const answer = send('PUT', { seats: 3 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await client.query('COMMIT');
    client.release();
    expect((await answer).status).toBe(200);
    expect(await ended).toBe(0);
  });
});

/** All that a process has said, once it has said `word`. */
async function heard(child: ChildProcess, said: { text: string }, word: string): Promise<string> {
  while (!said.text.includes(word)) {
    if (child.exitCode !== null) throw new Error(`it ended without saying ${word}: ${said.text}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return said.text;
}
