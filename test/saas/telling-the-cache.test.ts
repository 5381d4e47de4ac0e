import { pino } from 'pino';
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSaas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { createCacheInspection } from '#sdk/index.ts';
import { RedisServer } from '../../dev/redis/redis-server.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createSigningKey, PortalStandIn, signToken } from './support/portal-stand-in.ts';
import { insertNamespace } from './support/rows.ts';
import { INTERNAL_API } from './support/saas-under-test.ts';

let database: TestDatabase;
let redis: RedisServer;
const portal = new PortalStandIn();

beforeAll(async () => {
  database = await createTestDatabase('saas');
  redis = new RedisServer();
  await Promise.all([redis.start(), portal.start()]);
});
afterAll(async () => {
  await portal.stop();
  await redis.stop();
  await database.drop();
});

test('a change by the portal is told before it is answered; where it cannot be told, it is made all the same', async () => {
  const key = await createSigningKey('one');
  portal.published = [key.publicJwk];
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const environment = { SAAS_DATABASE_URL: database.url, PORTAL_URL: portal.url, REDIS_URL: redis.url };
  const saas = buildSaas(readSaasConfig(environment), { logger });
  const client = createClient({ url: redis.url });
  client.on('error', () => {});
  await client.connect();
  try {
    const headers = { 'x-customers-dot-internal-token': await signToken(key, portal.url) };
    const id = await insertNamespace(database.pool);
    const send = (method: 'POST' | 'PUT', payload: object) =>
      saas.app.inject({ method, url: `${INTERNAL_API}/${id}/gitlab_subscription`, headers, payload });
    expect((await send('POST', { start_date: '2026-01-01', version: 4 })).statusCode).toBe(201);
    // The stand-in tells no epoch, so that a version says no more than that something has changed.
    const [entry] = await createCacheInspection({ redis: client }).read([id]);
    expect(entry).toMatchObject({ state: 'tombstone', token: expect.any(String) });
    await redis.kill();
    const began = performance.now();
    expect((await send('PUT', { seats: 3, version: 5 })).statusCode).toBe(200);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(lines.some((line) => line.includes('could not be told of a change') && line.includes('"version":5'))).toBe(
      true,
    );
  } finally {
    client.destroy();
    await saas.stop();
  }
});
