import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { TrialEligibility } from '#sdk/index.ts';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';
import { openSdk } from './support/open-sdk.ts';

/** What becomes wrong by the passing of time alone, and by new rules. */

let portal: TestPortal;
let stack: AsyncDisposableStack;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

async function openWithRedis(url = portal.url) {
  const redis = createClient({ url: inject('redisUrl'), commandOptions: { timeout: 0 } }).on('error', () => {});
  await redis.connect();
  stack.defer(() => redis.destroy());
  return openSdk(stack, url, { redis, keyPrefix: 'time:' }).sdk;
}

const block = (id: number) => portal.as('operator', 'PUT', `/api/v1/namespaces/${id}/block`, { reason: 'just a test' });

/** From then on blocking counts, or does not: an answer until then says so. */
async function announce(state: 'off' | 'bind', inMilliseconds: number): Promise<number> {
  const at = Date.now() + inMilliseconds;
  const change = { state, effective_at: new Date(at).toISOString(), reason: 'just a test' };
  expect((await portal.as('admin', 'PATCH', '/api/v1/rules/namespace_blocked', change)).status).toBe(200);
  return at;
}

const endsWithin = async (sdk: TrialEligibility, id: number, source: string) => {
  const answer = (await sdk.check([id])).get(id);
  return answer?.source === source && Number.isFinite(answer.validUntil);
};

test('an answer ends when it becomes wrong, in the process and in Redis, to the second', {
  timeout: 30_000,
}, async () => {
  const [one, other] = [await openWithRedis(), await openWithRedis()];
  await block(31);
  const ends = await announce('off', 6_000);
  await until(() => endsWithin(one, 31, 'l1'));
  await until(() => endsWithin(other, 31, 'l1'));
  let lastWrong = 0;
  while (Date.now() < ends + 1_500) {
    for (const sdk of [one, other]) {
      const began = Date.now();
      const answer = (await sdk.check([31])).get(31);
      if (answer?.trialTypes?.length === 0) lastWrong = began;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(lastWrong).toBeGreaterThan(ends - 1_000);
  expect(lastWrong - ends).toBeLessThan(1_000);
});

test('it is not served as stale either, when the portal is away', { timeout: 30_000 }, async () => {
  await block(32);
  const ends = await announce('bind', 3_000);
  const sdk = await openWithRedis();
  await until(() => endsWithin(sdk, 32, 'l1'));
  const later = await openWithRedis('http://127.0.0.1:9');
  expect((await later.check([32])).get(32)?.trialTypes?.length).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, ends + 1_000 - Date.now()));
  expect((await later.check([32])).get(32)).toMatchObject({ source: 'unknown', trialTypes: undefined });
});

test('a new rule set: older answers are asked again before they are served, and none is thrown away', async () => {
  const sdk = await openWithRedis();
  const ids = [41, 42, 43];
  await until(async () => [...(await sdk.check(ids)).values()].every(({ source }) => source === 'l1'));
  const before = (await sdk.check([41])).get(41)?.ruleSet ?? 0;
  const { status } = await portal.as('admin', 'PATCH', '/api/v1/rules/namespace_blocked', {
    state: 'observe',
    reason: 'just a test',
  });
  expect(status).toBe(200);
  await until(async () => ((await sdk.check([41])).get(41)?.ruleSet ?? 0) > before);
  // Who has not asked since finds the old answer in Redis, and not as it is.
  const other = await openWithRedis();
  const found = (await other.check([42])).get(42);
  expect(found?.ruleSet).toBe(before + 1);
  // With the portal away the old one is there, and is called what it is.
  const away = await openWithRedis('http://127.0.0.1:9');
  expect((await away.check([43])).get(43)).toMatchObject({
    source: 'stale',
    because: 'older_rule_set',
    ruleSet: before,
  });
});
