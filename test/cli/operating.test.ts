import { spawn } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { freePort } from '../../dev/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/test-portal.ts';
import { runCommand, runInTerminal } from './support/run-command.ts';

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('portal');
});
afterAll(() => database.drop());

const withDatabase = (url = database.url) => ({ environment: { PORTAL_DATABASE_URL: url } });

async function createEmptyDatabase(): Promise<string> {
  const server = `postgres://postgres:postgres@127.0.0.1:${inject('postgresPort')}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  const name = `empty_${Date.now()}`;
  await client.query(`CREATE DATABASE ${name}`);
  onTestFinished(async () => {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.end();
  });
  return `${server}/${name}`;
}

describe('db migrate', () => {
  it('brings an empty database forward, once; nothing else runs before', async () => {
    const url = await createEmptyDatabase();
    for (const words of [
      ['portal', 'start'],
      ['portal', 'create-admin', '--email', 'ada@example.com', '--name', 'Ada L.'],
    ]) {
      const early = await runCommand(words, withDatabase(url));
      expect(early).toMatchObject({ code: 1, stdout: '' });
      expect(early.stderr).toMatch(/^trialgate: The database lacks .+: run "trialgate db migrate"\.\n$/);
    }
    const first = await runCommand(['db', 'migrate'], withDatabase(url));
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^ran 0001_\S+\.sql\n(ran \S+\n)+The database is up to date\.\n$/);
    const second = await runCommand(['db', 'migrate'], withDatabase(url));
    expect(second).toEqual({ code: 0, stderr: '', stdout: 'The database is up to date already.\n' });
  });

  it('says what is wrong with PORTAL_DATABASE_URL', async () => {
    expect(await runCommand(['db', 'migrate'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^trialgate: PORTAL_DATABASE_URL must be set: it must be a URL .+\n$/),
    });
    const nobody = await runCommand(['db', 'migrate'], withDatabase(`postgres://127.0.0.1:${await freePort()}/none`));
    expect(nobody).toMatchObject({
      code: 1,
      stderr: 'trialgate: PORTAL_DATABASE_URL cannot be reached (ECONNREFUSED).\n',
    });
    const wrong = await runCommand(['db', 'migrate'], withDatabase(database.url.replace(/\/[^/]+$/, '/no_such')));
    expect(wrong.stderr).toBe('trialgate: PORTAL_DATABASE_URL cannot be used: database "no_such" does not exist.\n');
  });
});

describe('portal', () => {
  it('makes the first admin, whose token is printed alone, and no second one', async () => {
    const create = ['portal', 'create-admin', '--email', 'ada@example.com', '--name', 'Ada L.'];
    const { code, stdout, stderr } = await runCommand(create, withDatabase());
    expect(code).toBe(0);
    expect(stdout).toMatch(/^tg_\S+\n$/);
    expect(stderr).toContain('TRIALGATE_TOKEN');
    const again = await runCommand(create, withDatabase());
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toBe('trialgate: There is an admin already, who can add more: "trialgate staff add".\n');
    expect((await runCommand(['portal', 'create-admin', '--email', 'a@b.c'], withDatabase())).code).toBe(2);
  });

  it('begins a new epoch', async () => {
    const { code, stdout, stderr } = await runCommand(['portal', 'new-epoch'], withDatabase());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { rows } = await database.pool.query<{ epoch: number }>('SELECT epoch FROM portal_epoch');
    expect(stdout).toBe(`Epoch ${rows[0]?.epoch} has begun; every answer from before it counts as old.\n`);
  });

  it.each(['http', 'jobs', 'all'])('starts its part %s and stops on SIGTERM', async (parts) => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = { PATH: process.env.PATH, PORTAL_DATABASE_URL: database.url, PORTAL_PORT: String(port) };
    const child = spawn(process.execPath, [MAIN, 'portal', 'start', '--parts', parts], { env, stdio: 'pipe' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await until(async () => (await fetch(`${url}/-/liveness`).catch(() => undefined))?.ok);
    const taken = await runCommand(['portal', 'start'], {
      environment: { PORTAL_DATABASE_URL: database.url, PORTAL_PORT: String(port), LOG_LEVEL: 'silent' },
    });
    expect(taken).toMatchObject({
      code: 1,
      stderr: 'trialgate: PORTAL_PORT is taken: another process listens there.\n',
    });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('says every mistake of its environment, and ends wrong usage with 2', async () => {
    const environment = { PORTAL_PORT: 'x', LOG_LEVEL: 'loud' };
    const { code, stderr } = await runCommand(['portal', 'start'], { environment });
    expect(code).toBe(1);
    expect(stderr.split('\n').filter((line) => line.startsWith('trialgate: '))).toHaveLength(3);
    expect((await runCommand(['portal', 'start', '--parts', 'some'], withDatabase())).code).toBe(2);
  });
});

describe('seed', () => {
  it('fills the database, says how far it is in lines, and adds nothing twice', async () => {
    const seed = ['seed', '--namespaces', '200', '--first-id', '5000', '--seed', '7'];
    const { code, stdout, stderr } = await runCommand(seed, withDatabase());
    expect(code).toBe(0);
    expect(stderr).toBe('seed: writing namespaces: 200 of 200\n');
    expect(stdout).toMatch(/^Added \d+ namespaces, \d+ trials, \d+ purchases\.\n$/);
    expect((await runCommand(seed, withDatabase())).stdout).toBe('Added 0 namespaces, 0 trials, 0 purchases.\n');
    const { rows } = await database.pool.query('SELECT min(id) AS first FROM namespaces');
    expect(rows[0]?.first).toBeGreaterThanOrEqual(5000);
  });

  it('draws a bar in a terminal', async () => {
    const words = ['seed', '--namespaces', '100', '--first-id', '9000'];
    const { stdout } = await runInTerminal(words, withDatabase());
    expect(stdout).toMatch(/seed .*100% \| 100 of 100 \| writing namespaces/);
  });

  it('ends wrong usage with 2', async () => {
    for (const words of [[], ['--namespaces', 'many'], ['--namespaces', '-1'], ['--namespaces', '1', '--seed', 'x']]) {
      expect(await runCommand(['seed', ...words], withDatabase())).toMatchObject({ code: 2, stdout: '' });
    }
  });
});
