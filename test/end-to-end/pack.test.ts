import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { freePort } from '../../dev/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/test-portal.ts';

let project: string;
let database: TestDatabase;

function trialgate(args: string[], environment: Record<string, string> = {}): string {
  const program = join(project, 'node_modules/.bin/trialgate');
  return execFileSync(program, args, { cwd: project, encoding: 'utf8', env: { ...process.env, ...environment } });
}

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'trialgate-installed-'));
  writeFileSync(join(project, 'package.json'), '{"private": true, "type": "module"}');
  execFileSync('node', ['scripts/pack.ts', '--pack-destination', project], { stdio: 'ignore' });
  const [tarball] = readdirSync(project).filter((file) => file.endsWith('.tgz'));
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  execFileSync('npm', ['install', ...quiet, `./${tarball}`], { cwd: project, stdio: 'ignore' });
  database = await createTestDatabase('portal');
}, 180_000);
afterAll(async () => {
  await database.drop();
  rmSync(project, { recursive: true, force: true });
});

test('the tarball, installed into an empty project, runs', async () => {
  expect(trialgate(['--version']).trim()).toMatch(/^\d+\.\d+\.\d+/);
  expect(inject('postgresPort')).toBeGreaterThan(0);
  trialgate(['db', 'migrate'], { PORTAL_DATABASE_URL: database.url });
  const port = await freePort();
  const portal = spawn(join(project, 'node_modules/.bin/trialgate'), ['portal', 'start'], {
    cwd: project,
    env: { ...process.env, PORTAL_DATABASE_URL: database.url, PORTAL_PORT: String(port), LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
  try {
    const url = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${url}/-/readiness`).catch(() => undefined))?.ok);
    expect((await fetch(`${url}/docs`)).status).toBe(200);
  } finally {
    portal.kill('SIGTERM');
    const [code] = await once(portal, 'exit');
    expect(code).toBe(0);
  }
});
