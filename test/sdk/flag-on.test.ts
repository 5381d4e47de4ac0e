import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/test-portal.ts';
import { checksIn, openSdk } from './support/open-sdk.ts';

let portal: TestPortal;
let stack: AsyncDisposableStack;
let asked: number;
const flag = (userId: number | undefined) => userId === 7;
const legacy = async (ids: readonly number[]) => {
  asked += 1;
  return new Map(ids.map((id) => [id, ['from the old queries']]));
};
const AWAY = 'http://127.0.0.1:9';

beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());
beforeEach(() => {
  asked = 0;
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

test('the portal answers, the legacy queries are not asked, and the line says so', async () => {
  const { sdk, lines } = openSdk(stack, portal.url, { flag, legacy });
  const answers = await sdk.check([1, 2, 2], { userId: 7, place: 'list', requestId: 'r1' });
  expect([...answers.keys()]).toEqual([1, 2]);
  expect(answers.get(1)).toMatchObject({ source: 'portal', version: 0 });
  expect(asked).toBe(0);
  expect(checksIn(lines)).toMatchObject([
    {
      place: 'list',
      method: 'ssot',
      flag_value: true,
      flag_reason: 'UNKNOWN',
      actor: 7,
      namespace_count: 2,
      eligible_count: 2,
      unknown_count: 0,
      hits: 0,
      misses: 2,
      source: 'portal',
      outcome: 'ok',
      request_id: 'r1',
    },
  ]);
});

test('the portal is away: the legacy queries answer, which is a fallback', async () => {
  const { sdk, lines } = openSdk(stack, AWAY, { flag, legacy });
  const answer = (await sdk.check([1], { userId: 7 })).get(1);
  expect(answer).toMatchObject({
    source: 'database',
    because: 'portal_unavailable',
    trialTypes: ['from the old queries'],
  });
  expect(checksIn(lines)[0]).toMatchObject({
    method: 'ssot',
    flag_value: true,
    source: 'database',
    outcome: 'fallback',
    fallback_reason: 'portal_unavailable',
    error_code: 'portal_unavailable',
  });
});

test('the portal is away, and the person has just made a change: the legacy queries do not know of it', async () => {
  const { sdk } = openSdk(stack, AWAY, { flag, legacy });
  const answers = await sdk.check([1, 2], { userId: 7, atLeast: { 1: { epoch: 1, version: 3 } } });
  expect(answers.get(1)).toMatchObject({ source: 'unknown', trialTypes: undefined });
  expect(answers.get(2)).toMatchObject({ source: 'database' });
});

test('both are away: unknown, and never "no"', async () => {
  const broken = async () => {
    throw new Error('relation "namespaces" does not exist');
  };
  const { sdk, lines } = openSdk(stack, AWAY, { flag, legacy: broken });
  expect((await sdk.check([1], { userId: 7 })).get(1)).toMatchObject({ source: 'unknown', trialTypes: undefined });
  expect(checksIn(lines)[0]).toMatchObject({ outcome: 'error', unknown_count: 1, error_code: 'database_query_failed' });
});

test('what the flag said earlier in a request is kept', async () => {
  const { sdk } = openSdk(stack, portal.url, { flag, legacy });
  const said = await sdk.evaluateFlag(7);
  expect(said).toEqual({ value: true, reason: 'UNKNOWN' });
  const answers = await sdk.check([1], { userId: 8, flag: said });
  expect(answers.get(1)?.source).toBe('portal');
});
