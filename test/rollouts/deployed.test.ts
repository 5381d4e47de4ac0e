import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { updateTelemetryProcess } from '#flags/telemetry/telemetry-process-store.ts';
import { findUndeployed } from '#portal/rollouts/find-undeployed.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let made: TestDatabase;
let repository: string;
const commits: string[] = [];
beforeAll(async () => {
  made = await createTestDatabase('portal');
  repository = mkdtempSync(join(tmpdir(), 'trialgate-repository-'));
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      encoding: 'utf8',
    });
  git('init', '-q');
  for (const word of ['first', 'second', 'third']) {
    git('commit', '-q', '--allow-empty', '-m', word);
    commits.push(git('rev-parse', 'HEAD').trim());
  }
});
afterAll(async () => {
  rmSync(repository, { recursive: true, force: true });
  await made.drop();
});

const runs = (instanceId: string, version: string, stops = false) =>
  updateTelemetryProcess(made.pool, { environment: 'production', service: 'saas', instanceId, version }, stops);

test('deployed is what every live process runs, or has behind it', async () => {
  const [first = '', second = '', third = ''] = commits;
  const why = (clone: string | undefined, commit = second) => findUndeployed(made.pool, clone, 'production', commit);
  expect(await why(repository)).toBe('No process of production says which commit it runs.');
  await runs('a', second);
  await runs('b', third);
  expect(await why(repository)).toBeUndefined();
  // Without a clone nobody knows what a later commit has in it.
  expect(await why(undefined)).toMatch(/^1 of 2 processes of production do not run .* yet; saas b runs/);
  expect(await why(undefined, second.slice(0, 9))).toMatch(/^1 of 2/);
  await runs('c', first);
  expect(await why(repository)).toMatch(/^1 of 3 processes/);
  await runs('c', first, true);
  expect(await why(repository)).toBeUndefined();
  for (const odd of ['unknown', '--upload-pack=x', 'f'.repeat(40)]) {
    await runs('d', odd);
    expect(await why(repository), odd).toMatch(/^1 of 3/);
  }
});
