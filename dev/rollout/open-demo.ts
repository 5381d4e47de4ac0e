import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { insertFlagToken } from '#flags/server/flag-token-store.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import { buildPortal, type Portal } from '#portal/build-portal.ts';
import { readPortalConfig } from '#portal/config.ts';
import { migratePortal } from '#portal/migrate-portal.ts';
import { insertStaff } from '#portal/people/staff-store.ts';
import { insertToken } from '#portal/people/token-store.ts';
import { freePort } from '../free-port.ts';
import { PostgresServer } from '../postgres/postgres-server.ts';
import { SimulatedProduct } from './simulated-product.ts';

export type Demo = {
  readonly portal: Portal;
  readonly url: string;
  /** Of an admin. */
  readonly token: string;
  readonly products: Readonly<Record<'customers-staging' | 'production', SimulatedProduct>>;
};

/** A portal with a database of its own, and a product in each of two environments. Ends with the stack. */
export async function openDemo(flag: string, logger: Logger, stack: AsyncDisposableStack): Promise<Demo> {
  const databaseUrl = process.env.PORTAL_DATABASE_URL ?? (await startDatabase(stack));
  await migratePortal(databaseUrl);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    PORTAL_PORT: String(port),
    PORTAL_URL: url,
    LOG_LEVEL: logger.level,
    SAAS_URL: 'http://127.0.0.1:9',
  };
  const portal = await buildPortal(readPortalConfig({ ...settings, PORTAL_DATABASE_URL: databaseUrl }));
  await portal.start();
  stack.defer(portal.stop);
  const { database } = portal;
  const staff = await insertStaff(database, { email: 'demo@example.com', name: 'Demo', role: 'admin' });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const { secret: token } = await insertToken(database, {
    staffId: staff?.id ?? 0,
    name: 'demo',
    scope: 'api',
    expiresAt,
  });
  const open = async (environment: string) => {
    const made = await insertFlagToken(database, { environment, name: 'demo' });
    await untilOpen(url, made.secret);
    const product = new SimulatedProduct({ flag, url, token: made.secret, environment, logger });
    await product.start();
    stack.defer(() => product.stop());
    return product;
  };
  const products = { 'customers-staging': await open('customers-staging'), production: await open('production') };
  return { portal, url, token, products };
}

/** A client whose token is not known yet polls for a while before it streams. */
async function untilOpen(url: string, secret: string): Promise<void> {
  while (!(await fetch(`${url}/api/client/features`, { headers: { authorization: secret } })).ok) await setTimeout(20);
}

async function startDatabase(stack: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-demo-'));
  // PostgreSQL runs as another user.
  await chmod(folder, 0o755);
  const server = new PostgresServer({ folder: join(folder, 'postgres'), port: await freePort() });
  stack.defer(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  await server.start();
  await server.query('CREATE DATABASE portal');
  return server.url('portal');
}
