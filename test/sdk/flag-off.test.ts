import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';
import { checksIn, openSdk } from './support/open-sdk.ts';

let portal: TestPortal;
let stack: AsyncDisposableStack;
let isOn: boolean;
const flag = () => isOn;
const legacy = async (ids: readonly number[]) => ({ [String(ids[0])]: ['from the old queries'] });

beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());
beforeEach(() => {
  isOn = false;
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

test('the legacy queries answer, the portal is not asked, and the line says so', async () => {
  const { sdk, lines } = openSdk(stack, portal.url, { flag, legacy });
  const answers = await sdk.check([1, 2], { userId: 8, place: 'cta' });
  expect(answers.get(1)).toMatchObject({ source: 'database', trialTypes: ['from the old queries'] });
  // What they leave out may start nothing; that is what they say.
  expect(answers.get(2)).toMatchObject({ source: 'database', trialTypes: [] });
  expect(sdk.stats().trial_eligibility_cache_misses_total).toBeUndefined();
  expect(checksIn(lines)).toMatchObject([
    {
      place: 'cta',
      method: 'database',
      flag_value: false,
      actor: 8,
      source: 'database',
      outcome: 'ok',
      eligible_count: 1,
      unknown_count: 0,
      hits: 0,
      misses: 0,
    },
  ]);
});

test.each([
  ['fail', async () => Promise.reject(new Error('canceling statement due to statement timeout'))],
  ['do not end', () => new Promise<never>(() => {})],
])('the legacy queries %s: unknown within the deadline, and not the portal', async (_, broken) => {
  const { sdk, lines } = openSdk(stack, portal.url, { flag, legacy: broken, deadlineMs: 200 });
  const began = performance.now();
  const answer = (await sdk.check([1])).get(1);
  expect(performance.now() - began).toBeLessThan(250 + 100);
  expect(answer).toMatchObject({ source: 'unknown', trialTypes: undefined, because: 'database_query_failed' });
  expect(checksIn(lines)[0]).toMatchObject({
    method: 'database',
    outcome: 'error',
    error_code: 'database_query_failed',
  });
});

test.each([
  [
    'throws',
    () => {
      throw new Error('the flag server is away');
    },
  ],
  ['rejects', () => Promise.reject(new Error('the flag server is away'))],
  ['hangs', () => new Promise<never>(() => {})],
])('a flag that %s is off', async (_, broken) => {
  const { sdk, lines } = openSdk(stack, portal.url, { flag: broken, legacy });
  expect((await sdk.check([1])).get(1)?.source).toBe('database');
  expect(checksIn(lines)[0]).toMatchObject({ flag_value: false, flag_reason: 'ERROR', method: 'database' });
});

test('changes are followed all the same, so that switching it on never meets an old answer', async () => {
  const { sdk } = openSdk(stack, portal.url, { flag, legacy });
  isOn = true;
  await until(async () => (await sdk.check([5])).get(5)?.source === 'l1');
  isOn = false;
  expect((await sdk.check([5])).get(5)?.source).toBe('database');
  await portal.as('operator', 'PUT', '/api/v1/namespaces/5/block', { reason: 'just a test' });
  await until(async () => (sdk.stats().trial_eligibility_invalidations_total ?? 0) > 0);
  isOn = true;
  expect((await sdk.check([5])).get(5)).toMatchObject({ trialTypes: [], version: 1 });
});
