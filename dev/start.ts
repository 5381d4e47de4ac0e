import { stat, writeFile } from 'node:fs/promises';
import { dirname, join, parse, resolve } from 'node:path';
import { buildPortal } from '#portal/build-portal.ts';
import { readPortalConfig } from '#portal/config.ts';
import { migratePortal } from '#portal/migrate-portal.ts';
import { buildSaas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { migrateSaas } from '#saas/migrate-saas.ts';
import { buildWeb } from '../scripts/build-web.ts';
import { fillDemo } from './demo/fill-demo.ts';
import { prepareFlags } from './demo/prepare-flags.ts';
import { printWelcome, type Welcome } from './demo/print-welcome.ts';
import { startRedis } from './demo/start-redis.ts';
import { startZuora } from './demo/start-zuora.ts';
import { freePort } from './free-port.ts';
import { PostgresServer } from './postgres/postgres-server.ts';
import { takeFolder } from './take-folder.ts';

/** Where the demo keeps its token, and its database too where that can be read. */
const FOLDER = resolve(process.env.TRIALGATE_DATA ?? '.trialgate');

/** PostgreSQL runs as another user, so a folder that is closed to others (a clone under /root) has its database elsewhere. */
async function databaseFolder(): Promise<string> {
  if (process.getuid?.() !== 0 || (await isOpenToOthers(FOLDER))) return join(FOLDER, 'postgres');
  return join('/var/tmp', `trialgate-${Buffer.from(FOLDER).toString('base64url').slice(-24)}`, 'postgres');
}

async function isOpenToOthers(folder: string): Promise<boolean> {
  const { root } = parse(folder);
  for (let one = parse(folder).dir; one !== root; one = parse(one).dir) {
    const found = await stat(one).catch(() => undefined);
    if (found && (found.mode & 0o001) === 0) return false;
  }
  return true;
}

async function startDatabase(folder: string, stack: AsyncDisposableStack): Promise<PostgresServer> {
  const server = new PostgresServer({ folder, port: await freePort() });
  stack.defer(() => server.stop());
  await server.start();
  const { rows } = await server.query('SELECT datname FROM pg_database');
  for (const name of ['portal', 'saas']) {
    if (!rows.some((row) => row.datname === name)) await server.query(`CREATE DATABASE ${name}`);
  }
  await migratePortal(server.url('portal'));
  await migrateSaas(server.url('saas'));
  return server;
}

async function main(): Promise<void> {
  if (process.env.NODE_ENV === 'production') {
    throw new Error(
      'npm start is the demo and refuses NODE_ENV=production: use "trialgate portal start" and "npm run saas".',
    );
  }
  const folder = await databaseFolder();
  // What was started last is stopped first, also when something in between did not start.
  await using stack = new AsyncDisposableStack();
  stack.defer(await takeFolder(FOLDER, folder));
  const stopped = untilSignal();
  // While the database is made, which takes as long.
  const pages = buildWeb();
  pages.catch(() => {});
  const postgres = await startDatabase(folder, stack);
  const demo = await startDemo(postgres, stack, pages);
  await printWelcome(demo);
  await stopped;
}

async function startDemo(
  postgres: PostgresServer,
  stack: AsyncDisposableStack,
  pages: Promise<unknown>,
): Promise<Welcome> {
  const environment = {
    LOG_LEVEL: 'warn',
    PORTAL_URL: `http://127.0.0.1:${process.env.PORTAL_PORT ?? 4000}`,
    SAAS_URL: `http://127.0.0.1:${process.env.SAAS_PORT ?? 3000}`,
    ...process.env,
  };
  const redis = await startRedis(join(FOLDER, 'redis'), stack);
  const zuora = await startZuora(stack);
  const portalConfig = readPortalConfig({
    ...zuora.environment,
    ...environment,
    PORTAL_DATABASE_URL: postgres.url('portal'),
  });
  const flagsToken = await prepareFlags(portalConfig.PORTAL_DATABASE_URL, portalConfig.TRIALGATE_ENVIRONMENT);
  const saasConfig = readSaasConfig({
    FLAGS_TOKEN: flagsToken,
    ...environment,
    TRIALGATE_DATA: FOLDER,
    SAAS_DATABASE_URL: postgres.url('saas'),
    REDIS_URL: redis.url,
  });
  await pages;
  const portal = await buildPortal(portalConfig);
  stack.defer(portal.stop);
  const saas = buildSaas(saasConfig);
  stack.defer(saas.stop);
  // saas waits for its first flags, which the portal has.
  await portal.start();
  await saas.start();
  const demo = await fillDemo(portalConfig, postgres.url('saas'));
  const tokenFile = join(FOLDER, 'token');
  await writeFile(tokenFile, `${demo.people.find((one) => one.role === 'admin')?.token}\n`, { mode: 0o600 });
  return {
    portalConfig,
    saasUrl: saasConfig.saasUrl,
    demo,
    folders: [...new Set([FOLDER, dirname(postgres.folder)])],
    tokenFile,
    redis,
    zuora,
  };
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

try {
  await main();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  if (process.env.DEBUG) console.error(error);
  process.exit(1);
}
