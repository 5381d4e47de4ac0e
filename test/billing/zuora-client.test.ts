import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ZuoraClient } from '#billing/zuora/zuora-client.ts';
import { type ZuoraFailure, ZuoraStandIn } from '../../dev/zuora/zuora-stand-in.ts';

const credentials = { clientId: 'portal', clientSecret: 'secret' };
const zuora = new ZuoraStandIn(credentials);
let url: string;
let client: ZuoraClient;

beforeAll(async () => {
  url = await zuora.start();
  zuora.accounts.set('za1', {
    id: 'za1',
    name: 'Kepler Ltd',
    number: 'A00000029',
    crmId: 'sf1',
    vatId: 'DE1',
    entity: 'EU',
  });
});
afterAll(() => zuora.stop());
beforeEach(async () => {
  await client?.close();
  client = new ZuoraClient({ url, ...credentials });
  zuora.asked.length = 0;
  zuora.tokensGiven = 0;
});

test('an account as Zuora describes it', async () => {
  expect(await client.findAccount('za1')).toMatchObject({
    name: 'Kepler Ltd',
    number: 'A00000029',
    entity: 'EU',
    vatId: 'DE1',
    salesforceAccountId: 'sf1',
    currency: 'USD',
    status: 'Active',
    billTo: { firstName: 'Bill', lastName: 'Kepler Ltd', address2: null, zipCode: '97477' },
    soldTo: { firstName: 'Sold' },
  });
});

test('one that Zuora does not know is undefined', async () => {
  expect(await client.findAccount('nobody')).toBeUndefined();
});

test('many ask with one token, and a token that has expired is replaced', async () => {
  await Promise.all(Array.from({ length: 10 }, () => client.findAccount('za1')));
  expect(zuora.tokensGiven).toBe(1);
  zuora.failures.push('token expired');
  expect(await client.findAccount('za1')).toBeDefined();
  expect(zuora.tokensGiven).toBe(2);
});

describe('what passes by itself is tried again', () => {
  const passing: ZuoraFailure[] = ['hang up', 'server error', 'not json', 'locking contention'];
  test.each(passing)('%s', async (failure) => {
    zuora.failures.push(failure);
    expect(await client.findAccount('za1')).toMatchObject({ name: 'Kepler Ltd' });
    expect(zuora.asked).toHaveLength(2);
  });

  test('three times, then it is a fault', async () => {
    zuora.failures.push('server error', 'server error', 'server error');
    await expect(client.findAccount('za1')).rejects.toMatchObject({ code: 'zuora_unavailable' });
    expect(zuora.asked).toHaveLength(3);
  });
});

test.each([
  ['Retry-After', { retryAfter: 1, reset: 600 }],
  ['ratelimit-reset', { reset: 1 }],
])('when the limit is reached nobody asks before %s has passed', async (_name, rateLimited) => {
  zuora.failures.push({ rateLimited });
  const began = performance.now();
  const both = await Promise.all([client.findAccount('za1'), client.findAccount('za1')]);
  expect(both.every((one) => one?.name === 'Kepler Ltd')).toBe(true);
  expect(performance.now() - began).toBeGreaterThan(950);
});

test('who would have to wait long is told how long, and so is everybody after them', async () => {
  zuora.failures.push({ rateLimited: { retryAfter: 120 } });
  const refused = { code: 'zuora_unavailable', retryAfterSeconds: 120 };
  await expect(client.findAccount('za1')).rejects.toMatchObject(refused);
  await expect(client.findAccount('za1')).rejects.toMatchObject(refused);
  expect(zuora.asked).toHaveLength(1);
});

test('what will never work is a fault at once: a permission that is missing, wrong credentials', async () => {
  zuora.failures.push('no permission');
  await expect(client.findAccount('za1')).rejects.toMatchObject({ code: 'zuora_refused' });
  expect(zuora.asked).toHaveLength(1);
  const wrong = new ZuoraClient({ url, clientId: 'portal', clientSecret: 'guessed' });
  await expect(wrong.findAccount('za1')).rejects.toThrow(/No token\. Zuora answered 401: Invalid client id/);
  await wrong.close();
});

test('a Zuora that is not there is a fault', async () => {
  const away = new ZuoraClient({ url: 'http://127.0.0.1:9', ...credentials });
  await expect(away.findAccount('za1')).rejects.toMatchObject({ code: 'zuora_unavailable' });
  await away.close();
});
