import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createLogger } from '#kit/telemetry/logger.ts';
import { buildSaas, type Saas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/test-portal.ts';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';

const TYPE = 'ultimate_with_gitlab_duo_enterprise';
const PREMIUM = 'ultimate_on_premium_with_gitlab_duo_enterprise';
const REDIS_KEY_PREFIX = 'cli-cache:';

let portal: PortalUnderTest;
let database: TestDatabase;
let saas: Saas;
let throughRedis: Record<string, string>;
let throughSaas: Record<string, string>;
let namespace = 500;
const redis = createClient({ url: inject('redisUrl') });

beforeAll(async () => {
  portal = await startPortalUnderTest();
  database = await createTestDatabase('saas');
  await redis.connect();
  throughRedis = { REDIS_URL: inject('redisUrl'), REDIS_KEY_PREFIX };
  const settings = { SAAS_PORT: '0', SAAS_DATABASE_URL: database.url, PORTAL_URL: portal.url, ...throughRedis };
  saas = buildSaas(readSaasConfig(settings), { logger: createLogger('saas', 'silent') });
  throughSaas = { SAAS_URL: await saas.start() };
  await until(async () => (await json(['cache', 'stats'])).stats.soft_because === null);
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

const run = (words: readonly (string | number)[], environment = throughRedis) =>
  portal.run(words.map(String), { environment });

async function json(words: readonly (string | number)[], environment = throughRedis) {
  const { stdout, stderr } = await run([...words, '--json'], environment);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

describe.each(['Redis', 'saas'])('through %s', (way) => {
  const environment = () => (way === 'Redis' ? throughRedis : throughSaas);

  it('says in words what is there, and what a tombstone means', async () => {
    const absent = await run(['cache', 'get', namespace], environment());
    expect(absent).toEqual({
      code: 0,
      stderr: '',
      stdout: `Namespace ${namespace}\n  state     Nothing is there: the next who asks, asks the portal.\n`,
    });
    await run(['cache', 'put', namespace, TYPE, PREMIUM, '--at-version', 3, '--valid-for', 600], environment());
    const { stdout } = await run(['cache', 'get', namespace], environment());
    expect(stdout).toContain(`  answer    ${TYPE}, ${PREMIUM}\n`);
    expect(stdout).toMatch(
      /\n {2}asked {5}\d.* ago \(\d{4}-.*Z\)\n {2}served {4}as it is, for 9 min \d+ s more unless/,
    );
    expect(stdout).toMatch(/\n {2}holds {5}until .*Z \(9 min \d+ s more\)/);
    expect(stdout).toMatch(/\n {2}version {3}3 of epoch \d+, rule set 1, generation \w+; the last change without/);
    expect(stdout).toMatch(/\n {2}stored {4}\w+\.3\|\w{5}\|1\.\w+\|\w+\+\w+\|\w+\.\w+ {2}\(\d+ bytes in Redis\)\n$/);
    const told = await run(['cache', 'rm', namespace, namespace, '--tell'], environment());
    expect(told).toEqual({ code: 0, stderr: '', stdout: '1 entry taken away, of 1 namespace.\n' });
    const tombstone = await run(['cache', 'get', namespace], environment());
    expect(tombstone.stdout).toContain('A tombstone: something was changed, and nobody has asked since.');
    expect(tombstone.stdout).toMatch(/kept {6}for 5\d s more, longer than any answer that is still on its way/);
    const removed = await run(['cache', 'rm', namespace], environment());
    expect(removed.stderr).toContain('--tell tells it');
    expect((await json(['cache', 'get', namespace], environment())).entries[0]).toMatchObject({ state: 'absent' });
  });

  it('puts "none", and refuses what cannot be put', async () => {
    expect((await run(['cache', 'put', namespace, 'none'], environment())).stdout).toContain('none may be started');
    const { entry } = await json(['cache', 'put', namespace, 'none', '--at-version', 5], environment());
    expect(entry).toMatchObject({ namespace_id: namespace, verdict: 'hit', trial_types: [], version: 5 });
    const older = await run(['cache', 'put', namespace, TYPE, '--at-version', 4], environment());
    expect(older.stderr).toMatch(/^trialgate: Of namespace \d+ the cache knows version 5 .*nothing older/);
    expect(older.code).not.toBe(0);
    expect((await run(['cache', 'put', namespace, 'no_such'], environment())).stderr).toContain(
      `No trial type is called no_such; there are: ${TYPE}, `,
    );
    expect((await run(['cache', 'put', namespace, 'none', TYPE], environment())).code).toBe(2);
  });

  it('tells who takes part', async () => {
    const { code, stdout } = await run(['cache', 'stats'], environment());
    expect(code).toBe(0);
    expect(stdout).toMatch(/^The cache, as seen through (Redis|saas) at .*\n {2}store {5}redis\n/);
    expect(stdout).toMatch(/fresh {5}holds every commit of the portal up to .* ago\n/);
    expect(stdout).toMatch(/\nPROCESS +OWN MEMORY +LAST MESSAGE +BEHIND BY +ASKED\n[\w-]{36} {2}yes/);
    expect((await json(['cache', 'stats'], environment())).stats).toMatchObject({ store: 'redis', has_feed: true });
  });

  it('audits a range, repairs on request, and ends with 1 while a violation remains', async () => {
    const from = way === 'Redis' ? 10_000 : 20_000;
    const range = ['cache', 'audit', '--from', from, '--to', from + 1_200];
    await run(['cache', 'put', from + 1, TYPE, PREMIUM], environment());
    await run(['cache', 'put', from + 1_100, 'none'], environment());
    await run(['cache', 'put', from + 1_101, TYPE, PREMIUM, '--at-version', 7], environment());
    await run(['cache', 'rm', from + 2, '--tell'], environment());
    const found = await run(range, environment());
    expect(found.code).toBe(1);
    expect(found.stderr).toContain('auditing the cache: comparing: 1,000 of 1,201\n');
    expect(found.stdout).toContain('Compared 1,201 namespaces: ');
    expect(found.stdout).toMatch(/ 1 {2}the same as the portal\n/);
    expect(found.stdout).toMatch(/ 1 {2}DIFFERENT from the portal at the same version\n/);
    expect(found.stdout).toMatch(/ 1 {2}AHEAD of the portal/);
    expect(found.stdout).toMatch(new RegExp(`\\n${from + 1_100} +different +none \\(0 of epoch \\d+\\)`));
    expect(found.stdout).toContain('Violations left: 2.');
    const repaired = await run([...range, '--repair'], environment());
    expect(repaired).toMatchObject({ code: 0, stdout: expect.stringContaining('2 namespaces repaired') });
    expect(await json(range, environment())).toMatchObject({
      compared: 1_201,
      counts: { same: 1, tombstone: 3, absent: 1_197, behind: 0, ahead: 0, different: 0, older_rules: 0 },
      suspicions: [],
      remaining: 0,
    });
    const sampled = await json([...range, '--sample', 100], environment());
    expect(sampled).toMatchObject({ compared: 100, remaining: 0 });
  });
});

describe('what cannot be', () => {
  it.each([
    [['cache', 'get']],
    [['cache', 'get', 'x']],
    [['cache', 'put', '1']],
    [['cache', 'rm']],
    [['cache', 'audit', '--from', '5']],
    [['cache', 'audit', '--from', '5', '--to', '4']],
    [['cache', 'audit', '--from', '1', '--to', '4', '--sample', '0']],
  ])('%j ends with 2', async (words) => {
    const { code, stdout } = await run(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('says which of the two is away', async () => {
    const noRedis = await run(['cache', 'get', 1], { REDIS_URL: 'redis://user:secret@127.0.0.1:9/1' });
    expect(noRedis).toEqual({
      code: 1,
      stdout: '',
      stderr: 'trialgate: Redis at 127.0.0.1:9 cannot be reached (ECONNREFUSED); REDIS_URL says where it is.\n',
    });
    const noSaas = await run(['cache', 'get', 1], { SAAS_URL: 'http://127.0.0.1:2' });
    expect(noSaas.stderr).toMatch(/^trialgate: saas at http:\/\/127.0.0.1:2 cannot be reached .* or set REDIS_URL/);
  });

  it('lets a viewer look through saas, and change nothing', async () => {
    const environment = { ...throughSaas, TRIALGATE_TOKEN: portal.tokens.viewer };
    expect((await run(['cache', 'get', 1], environment)).code).toBe(0);
    expect(await run(['cache', 'put', 1, 'none'], environment)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'trialgate: This needs the role operator; yours is viewer.\n',
    });
  });
});
