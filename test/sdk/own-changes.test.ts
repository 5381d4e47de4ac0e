import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';
import { openSdk } from './support/open-sdk.ts';

/** A session never sees less than its own changes, whatever process serves the next page. */

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

async function openWithRedis() {
  const redis = createClient({ url: inject('redisUrl'), commandOptions: { timeout: 0 } }).on('error', () => {});
  await redis.connect();
  stack.defer(() => redis.destroy());
  return openSdk(stack, portal.url, { redis, keyPrefix: 'own-changes:' }).sdk;
}

const block = (id: number) => portal.as('operator', 'PUT', `/api/v1/namespaces/${id}/block`, { reason: 'just a test' });

test('the change that nobody was told of yet is seen by who made it', async () => {
  const sdk = await openWithRedis();
  await until(async () => (await sdk.check([11])).get(11)?.source === 'l1');
  await block(11);
  const answers = await sdk.check([11], { atLeast: { 11: 1 } });
  expect(answers.get(11)).toMatchObject({ source: 'portal', version: 1, trialTypes: [] });
  // What was asked for it is kept for everybody.
  await until(async () => (await sdk.check([11])).get(11)?.version === 1);
});

test('a version that the portal does not have: unknown rather than less', async () => {
  const sdk = await openWithRedis();
  await until(async () => (await sdk.check([12, 13])).get(12)?.source === 'l1');
  const answers = await sdk.check([12, 13], { atLeast: { 12: 99 } });
  expect(answers.get(12)).toMatchObject({ source: 'unknown', trialTypes: undefined, because: 'below_floor' });
  expect(answers.get(13)?.trialTypes).not.toBeUndefined();
});

test('a version of an epoch that has not begun: unknown rather than less', async () => {
  const sdk = await openWithRedis();
  const answers = await sdk.check([14], { atLeast: { 14: { epoch: 4_000_000_000, version: 0 } } });
  expect(answers.get(14)).toMatchObject({ source: 'unknown', trialTypes: undefined });
});

test('changes of many namespaces are told at once, those that the portal does not count too', async () => {
  const [one, other] = [await openWithRedis(), await openWithRedis()];
  const ids = Array.from({ length: 1_500 }, (_, at) => 20_000 + at);
  await until(async () => [...(await other.check(ids)).values()].every(({ source }) => source === 'l1'));
  await one.invalidate(ids);
  const sources = new Set([...(await other.check(ids)).values()].map(({ source }) => source));
  expect(sources).toEqual(new Set(['portal']));
});

test.each([0, -1, 1.5, Number.NaN, 2 ** 53, '7', null])('the id %j is refused, and nothing is asked', async (id) => {
  const { sdk } = openSdk(stack, 'http://127.0.0.1:9');
  const refusal = { code: 'invalid_eligibility_question', message: expect.stringContaining('whole numbers from 1') };
  await expect(sdk.check([1, id as number])).rejects.toMatchObject(refusal);
  await expect(sdk.invalidate([id as number])).rejects.toMatchObject(refusal);
});

test('nothing asked is nothing answered', async () => {
  const { sdk } = openSdk(stack, 'http://127.0.0.1:9');
  expect((await sdk.check([])).size).toBe(0);
});

test('without Redis a change is known to this process once it was told', async () => {
  const { sdk } = openSdk(stack, portal.url);
  await until(async () => (await sdk.check([15])).get(15)?.source === 'l1');
  await block(15);
  await sdk.invalidate(15, 1);
  expect((await sdk.check([15])).get(15)).toMatchObject({ version: 1 });
});
