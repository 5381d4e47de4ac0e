import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { createLogger } from '#kit/telemetry/logger.ts';
import { buildSaas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { TcpProxy } from '../../../dev/tcp-proxy.ts';
import { makeFlagToken } from '../../flags/support/flag-home.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { startTestPortal, type TestPortal } from '../../support/test-portal.ts';
import { Visitor } from './product-under-test.ts';

/** saas with a line to each of what it depends on, each of which can be cut, held or slowed down. */
export type FaultyProduct = AsyncDisposable & {
  readonly portal: TestPortal;
  readonly database: TestDatabase;
  readonly toPortal: TcpProxy;
  readonly toRedis: TcpProxy;
  readonly toFlags: TcpProxy;
  readonly visitor: () => Visitor;
};

/** @param settings of saas besides where everything is. */
export async function startFaultyProduct(settings: Record<string, string>): Promise<FaultyProduct> {
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
  const at = ({ port }: TcpProxy, scheme = 'http') => `${scheme}://127.0.0.1:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-saas-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const config = readSaasConfig({
    SAAS_DATABASE_URL: database.url,
    SAAS_PORT: '0',
    PORTAL_URL: at(toPortal),
    FLAGS_URL: at(toFlags),
    FLAGS_TOKEN: token,
    REDIS_URL: at(toRedis, 'redis'),
    REDIS_KEY_PREFIX: `${randomUUID()}:`,
    TRIALGATE_DATA: folder,
    ...settings,
  });
  const saas = buildSaas(config, { logger: createLogger('saas', 'silent') });
  await saas.start();
  stack.defer(saas.stop);
  const world = { portal, database, toPortal, toRedis, toFlags, visitor: () => new Visitor(saas) };
  return { ...world, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
