import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { createLogger } from '#kit/telemetry/logger.ts';
import { buildSaas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { TcpProxy } from '../../../dev/tcp-proxy.ts';
import { ENVIRONMENT, makeFlagToken } from '../../flags/support/flag-home.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { startTestPortal, type TestPortal, until } from '../../support/test-portal.ts';
import { Visitor } from './product-under-test.ts';

const FLAG = 'use_ssot_for_trial_eligibility';

/** saas with a line to each of what it depends on, each of which can be cut, held or slowed down. */
export type FaultyProduct = AsyncDisposable & {
  readonly portal: TestPortal;
  readonly database: TestDatabase;
  readonly toPortal: TcpProxy;
  readonly toRedis: TcpProxy;
  readonly toFlags: TcpProxy;
  readonly visitor: () => Visitor;
};

/** @param isOn what the flag is, by the flag home. */
export async function startFaultyProduct(isOn: boolean): Promise<FaultyProduct> {
  const stack = new AsyncDisposableStack();
  const portal = await startTestPortal();
  stack.defer(portal.stop);
  const database = await createTestDatabase('saas');
  stack.defer(database.drop);
  const line = async (url: string) => {
    const proxy = stack.use(new TcpProxy({ port: Number(new URL(url).port) }));
    await proxy.start();
    return proxy;
  };
  const [toPortal, toRedis, toFlags] = [await line(portal.url), await line(inject('redisUrl')), await line(portal.url)];
  const token = await makeFlagToken(portal);
  const path = `/api/v1/flags/${FLAG}/environments/${ENVIRONMENT}`;
  await portal.as('operator', 'PUT', path, { state: isOn ? 'on' : 'off', reason: 'asked for by the test' });
  const at = ({ port }: TcpProxy, scheme = 'http') => `${scheme}://127.0.0.1:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-saas-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const config = readSaasConfig({
    ...{ SAAS_DATABASE_URL: database.url, SAAS_PORT: '0', PORTAL_URL: at(toPortal), FLAGS_URL: at(toFlags) },
    ...{ FLAGS_TOKEN: token, REDIS_URL: at(toRedis, 'redis'), REDIS_KEY_PREFIX: `${randomUUID()}:` },
    TRIALGATE_DATA: folder,
  });
  const saas = buildSaas(config, { logger: createLogger('saas', 'silent') });
  await saas.start();
  stack.defer(saas.stop);
  const world = { portal, database, toPortal, toRedis, toFlags, visitor: () => new Visitor(saas) };
  await until(async () => (await methodOf(world.visitor())) === (isOn ? 'ssot' : 'database'));
  return { ...world, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

async function methodOf(visitor: Visitor): Promise<string> {
  await visitor.register({ registration_type: 'free', group_name: undefined });
  return (await visitor.call('GET', '/trials/eligible_namespaces')).json().method;
}
