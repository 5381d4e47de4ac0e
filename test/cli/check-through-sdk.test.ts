import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTrialEligibility, type TrialEligibility } from '#sdk/index.ts';
import { application, until } from '../support/test-portal.ts';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';

const TYPE = 'ultimate_with_gitlab_duo_enterprise';
const REDIS_KEY_PREFIX = 'cli-check:';

let portal: PortalUnderTest;
let product: TrialEligibility;
let environment: Record<string, string>;
const redis = createClient({ url: inject('redisUrl') });

beforeAll(async () => {
  portal = await startPortalUnderTest();
  await redis.connect();
  environment = { REDIS_URL: inject('redisUrl'), REDIS_KEY_PREFIX };
  // Some process of a product is there, and has been for a while.
  const access = { url: portal.url, token: portal.tokens.viewer };
  product = createTrialEligibility({ portal: access, redis, keyPrefix: REDIS_KEY_PREFIX });
  await until(async () => (await product.check([9_999])).get(9_999)?.source === 'l1');
});
afterAll(async () => {
  await product.close();
  redis.destroy();
  await portal.stop();
});

type Told = { namespace_id: number; source: string; version: number; age_ms: number; trial_types: string[] | null };

async function check(words: readonly string[], more: Record<string, string> = environment): Promise<Told[][]> {
  const { stdout, stderr } = await portal.run(['check', ...words, '--through', 'sdk', '--json'], { environment: more });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout).checks.map((one: { answers: Told[] }) => one.answers);
}
const sources = (checks: Told[][]) => checks.map((answers) => answers.map((one) => one.source));

describe('check --through sdk', () => {
  it('goes from the portal to Redis and to the process, and back after a trial was started', async () => {
    expect(sources(await check(['1', '2']))).toEqual([['portal', 'portal']]);
    expect(sources(await check(['1', '2']))).toEqual([['redis', 'redis']]);
    expect(sources(await check(['1', '2'], { ...environment }))).toEqual([['redis', 'redis']]);
    const [first, ...later] = await check(['1', '2', '--times', '3']);
    expect(first?.map((one) => one.source)).toEqual(['redis', 'redis']);
    expect(sources(later)).toEqual([
      ['l1', 'l1'],
      ['l1', 'l1'],
    ]);
    const applied = await portal.call('POST', '/trials', application(1));
    await until(async () => (await product.check([1])).get(1)?.version === applied.version);
    await product.invalidate(1, applied.version + 1);
    await portal.call('PUT', '/api/v1/namespaces/1/block', { reason: 'just a test' });
    const [[one, other] = []] = await check(['1', '2']);
    expect(one).toMatchObject({ source: 'portal', trial_types: [], version: applied.version + 1 });
    expect(other).toMatchObject({ source: 'redis', trial_types: expect.arrayContaining([TYPE]) });
  });

  it('prints the answers in the order asked, with what their sources mean', async () => {
    const { code, stdout, stderr } = await portal.run(['check', '4', '3', '4', '--through', 'sdk'], { environment });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^NAMESPACE {2}TRIAL TYPES +SOURCE {2}VERSION {2}AGE +BECAUSE$/);
    expect(lines[1]).toMatch(new RegExp(`^4 +${TYPE} +portal +0 +\\d+ ms +-$`));
    expect(lines[3]).toMatch(/^3 /);
    expect(stdout).toMatch(/\nportal: the portal, just now\.\n$/);
  });

  it('works without a Redis, in its own memory', async () => {
    const checks = await check(['7', '--times', '2'], {});
    expect(checks[0]?.[0]).toMatchObject({ source: 'portal' });
    expect(['l1', 'redis']).toContain(checks[1]?.[0]?.source);
  });

  it('says unknown, and why, where the portal is away: that is not "none"', async () => {
    const away = { PORTAL_URL: 'http://127.0.0.1:2' };
    const { code, stdout } = await portal.run(['check', '7', '--through', 'sdk'], { environment: away });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n7 +unknown +unknown +- +- +portal_unavailable\n/);
    const checks = await check(['7'], away);
    expect(checks[0]?.[0]).toMatchObject({ source: 'unknown', trial_types: null });
  });

  it('never answers less than --at-least', async () => {
    const checks = await check(['8', '--at-least', '8=5']);
    expect(checks[0]?.[0]).toMatchObject({ source: 'unknown', trial_types: null });
  });

  it.each([
    [['check', '1', '--times', '2'], /--times needs --through sdk/],
    [['check', '1', '--through', 'sdk', '--reasons'], /leave --through sdk out/],
    [['check', '1', '--through', 'elsewhere'], /Allowed choices are portal, sdk/],
    [['check', '1', '--through', 'sdk', '--times', '0'], /whole number from 1/],
  ])('ends %j with 2 and a sentence', async (words, sentence) => {
    const { code, stdout, stderr } = await portal.run(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });
});
