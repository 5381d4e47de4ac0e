import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTrialEligibility, type TrialEligibility } from '#sdk/index.ts';
import { RedisServer } from '../../dev/redis/redis-server.ts';
import { GITLAB, startTestPortal, type TestPortal, until } from '../support/test-portal.ts';

let portal: TestPortal;
let redis: RedisServer;
const opened: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  portal = await startTestPortal();
  redis = new RedisServer();
  await redis.start();
});
afterAll(async () => {
  for (const close of opened.reverse()) await close();
  await redis.stop();
  await portal.stop();
});

async function startSdk(): Promise<TrialEligibility> {
  const client = createClient({ url: redis.url, commandOptions: { timeout: 0 } });
  client.on('error', () => {});
  await client.connect();
  const sdk = createTrialEligibility({
    portal: { url: portal.url, adminEmail: GITLAB['x-admin-email'], adminToken: GITLAB['x-admin-token'] },
    redis: client,
  });
  opened.push(
    async () => client.destroy(),
    () => sdk.close(),
  );
  await sdk.ready();
  return sdk;
}

describe('from the portal to Redis to the process', () => {
  test('and back after a change', async () => {
    const one = await startSdk();
    const source = async (sdk: TrialEligibility, id: number) => (await sdk.check([id])).get(id)?.source;

    expect(await source(one, 1)).toBe('portal');
    await until(async () => (await source(one, 1)) === 'l1');
    // The process has an entry before it is in Redis.
    const other = await until(async () => {
      const sdk = await startSdk();
      return (await source(sdk, 1)) === 'redis' && sdk;
    });
    await until(async () => (await source(other, 1)) === 'l1');
    expect(one.stats().trial_eligibility_portal_requests_total).toBeGreaterThan(0);

    await portal.as('operator', 'PUT', '/api/v1/namespaces/1/block', { reason: 'just a test' });
    await until(async () => (await other.check([1])).get(1)?.trialTypes?.length === 0);
    expect((await other.check([1])).get(1)).toMatchObject({ trialTypes: [], version: 1 });
    await until(async () => (await one.check([1])).get(1)?.trialTypes?.length === 0);
    expect((await one.check([1])).get(1)).toMatchObject({ trialTypes: [], version: 1 });
  });

  test('one process tells the other, and the next read asks the portal again', async () => {
    const [one, other] = [await startSdk(), await startSdk()];
    await one.check([2]);
    await until(async () => (await other.check([2])).get(2)?.source === 'l1');
    await one.invalidate(2);
    expect((await other.check([2])).get(2)?.source).toBe('portal');
    expect((await one.check([2])).get(2)?.source).not.toBe('portal');
  });
});
