import { createLogger } from '#kit/telemetry/logger.ts';
import { buildSaas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { freePort } from '../../../dev/free-port.ts';
import { TcpProxy } from '../../../dev/tcp-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { startTestPortal, type TestPortal } from '../../support/test-portal.ts';

export type WholeProduct = {
  readonly url: string;
  /** saas' own. */
  readonly database: TestDatabase;
  readonly portal: TestPortal;
  /** The line from saas to the portal. */
  readonly toPortal: TcpProxy;
  /** saas is gone for good. */
  readonly stopSaas: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Portal and saas that know each other, so that a trial also arrives. @param more settings of saas. */
export async function startWholeProduct(more: Record<string, string> = {}): Promise<WholeProduct> {
  await using stack = new AsyncDisposableStack();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const portalPort = await freePort();
  const toPortal = stack.use(new TcpProxy({ port: portalPort }));
  await toPortal.start();
  const portalUrl = `http://127.0.0.1:${toPortal.port}`;
  const portal = await startTestPortal({ SAAS_URL: url, PORTAL_URL: portalUrl, PORTAL_PORT: String(portalPort) });
  stack.defer(portal.stop);
  const database = await createTestDatabase('saas');
  stack.defer(database.drop);
  const config = readSaasConfig({
    SAAS_DATABASE_URL: database.url,
    SAAS_PORT: String(port),
    SAAS_URL: url,
    PORTAL_URL: portalUrl,
    ...more,
  });
  const saas = buildSaas(config, { logger: createLogger('saas', 'silent') });
  await saas.start();
  let stopping: Promise<void> | undefined;
  const stopSaas = () => {
    stopping ??= saas.stop();
    return stopping;
  };
  stack.defer(stopSaas);
  const started = stack.move();
  return { url, database, portal, toPortal, stopSaas, stop: () => started.disposeAsync() };
}
