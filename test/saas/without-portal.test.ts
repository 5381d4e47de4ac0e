import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { FLAGS } from '#flags/definitions/flags.ts';
import { ENVIRONMENT, makeFlagToken } from '../flags/support/flag-home.ts';
import { PortalProcess } from '../support/portal-process.ts';
import { SaasProcess } from '../support/saas-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { makeTokens, send, until } from '../support/test-portal.ts';
import { someone } from './support/product-under-test.ts';

const stack = new AsyncDisposableStack();
let portalDatabase: TestDatabase;
let saasDatabase: TestDatabase;
let portal: PortalProcess;
let settings: Record<string, string>;
let people = 0;

beforeAll(async () => {
  portalDatabase = await createTestDatabase('portal');
  stack.defer(portalDatabase.drop);
  saasDatabase = await createTestDatabase('saas');
  stack.defer(saasDatabase.drop);
  portal = await PortalProcess.create({ PORTAL_DATABASE_URL: portalDatabase.url, SAAS_URL: 'http://127.0.0.1:9' });
  await portal.start();
  stack.defer(async () => void (await portal.stop('SIGTERM')));
  const headers = { authorization: `Bearer ${(await makeTokens(portalDatabase.pool)).operator}` };
  const token = await makeFlagToken({ url: portal.url, database: portalDatabase.pool });
  // Every flag there is: what was known last must differ from what is said without any portal.
  for (const { name } of FLAGS) {
    const flag = `${portal.url}/api/v1/flags/${name}/environments/${ENVIRONMENT}`;
    const body = { state: 'on', reason: 'asked for by the test' };
    expect((await send(flag, 'PUT', { headers, body })).status).toBe(200);
  }
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-saas-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  settings = {
    ...{ SAAS_DATABASE_URL: saasDatabase.url, PORTAL_URL: portal.url, FLAGS_TOKEN: token, TRIALGATE_DATA: folder },
    ...{ REDIS_URL: inject('redisUrl'), REDIS_KEY_PREFIX: `${folder}:` },
  };
});
afterAll(() => stack.disposeAsync());

async function startSaas(): Promise<SaasProcess> {
  const saas = await SaasProcess.create(settings);
  await saas.start();
  stack.defer(async () => void (await saas.stop('SIGTERM')));
  return saas;
}

async function register({ url }: SaasProcess) {
  people += 1;
  const body = { ...someone(`grace${people}`), group_name: `Eta ${people}` };
  const answer = await send(`${url}/api/v4/registrations`, 'POST', { body });
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}

const trialsOf = async (id: number): Promise<number> => {
  const { rows } = await portalDatabase.pool.query('SELECT count(*)::int AS n FROM trials WHERE namespace_id = $1', [
    id,
  ]);
  return rows[0].n;
};

test('saas is started, restarted and scaled while the portal is stopped', { timeout: 60_000 }, async () => {
  const one = await startSaas();
  const before = await until(async () => {
    const answer = await register(one);
    return answer.check.method === 'ssot' && answer;
  });
  await until(async () => (await trialsOf(before.group.id)) === 1);
  await portal.stop('SIGTERM');

  expect(await one.stop('SIGTERM')).toBe(0);
  await one.start();
  const two = await startSaas();
  const ids: number[] = [];
  for (const saas of [one, two]) {
    expect((await fetch(`${saas.url}/-/readiness`)).status).toBe(200);
    expect((await fetch(`${saas.url}/users/sign_up`)).status).toBe(200);
    const { trial, check, group } = await register(saas);
    // The flag is as it was last known.
    expect([trial, check.method]).toEqual(['queued', 'ssot']);
    ids.push(group.id);
  }

  await portal.start();
  for (const id of ids) await until(async () => (await trialsOf(id)) === 1);
});

test('a process that is killed while it asks loses no application', { timeout: 60_000 }, async () => {
  const saas = await startSaas();
  // Nobody answers before the process is gone: what it asks the portal waits for this lock.
  const connection = await portalDatabase.pool.connect();
  await connection.query('BEGIN');
  await connection.query('LOCK TABLE namespaces IN ACCESS EXCLUSIVE MODE');
  const lost = register(saas).then(
    () => 'answered',
    () => 'lost',
  );
  const id = await until(async () => {
    const { rows } = await saasDatabase.pool.query(
      'SELECT a.namespace_id FROM trial_applications a JOIN users u ON u.id = a.user_id WHERE u.username = $1',
      [`grace${people}`],
    );
    return rows[0]?.namespace_id;
  });
  await saas.stop('SIGKILL');
  expect(await lost).toBe('lost');
  await connection.query('ROLLBACK');
  connection.release();
  await saas.start();
  await until(async () => (await trialsOf(id)) === 1);
});
