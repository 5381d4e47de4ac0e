import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('it takes a flag out of a project that has never seen it, without a portal', () => {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: project });
  const declared = 'declare const client: { isEnabled(name: string): boolean };';
  writeFileSync(
    join(project, 'app.ts'),
    `${declared}\n\nexport const run = () => (client.isEnabled('my_flag') ? 1 : 2);\n`,
  );
  writeFileSync(
    join(project, 'tsconfig.json'),
    '{"compilerOptions": {"strict": true, "types": []}, "files": ["app.ts"]}',
  );
  writeFileSync(join(project, '.gitignore'), 'node_modules\n*.tgz\npackage*.json\n');
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '-qm', 'all');
  expect(trialgate(['flags', 'references', 'my_flag'])).toContain('app.ts:3:44: name');
  const report = JSON.parse(trialgate(['flags', 'remove', 'my_flag', '--keep', 'on', '--no-tests', '--json']));
  expect(report).toMatchObject({ success: true, keep: 'on', changed: ['app.ts'], tests: 'not run' });
  expect(readFileSync(join(project, 'app.ts'), 'utf8')).toBe(`${declared}\n\nexport const run = () => 1;\n`);
});
