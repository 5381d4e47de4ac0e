import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migratePortal } from '#portal/migrate-portal.ts';
import { migrateSaas } from '#saas/migrate-saas.ts';
import { freePort } from '../../dev/free-port.ts';
import { PostgresServer } from '../../dev/postgres/postgres-server.ts';
import { makeQuickFolder } from './quick-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresPort: number;
  }
}

/** One PostgreSQL for the whole run, with a migrated template of each database that a test file clones. */
export default async function setup(project: TestProject) {
  const folder = await makeQuickFolder('test');
  const server = new PostgresServer({
    folder: join(folder, 'data'),
    port: await freePort(),
    settings: ['max_connections=300', 'fsync=off', 'shared_buffers=256MB'],
  });
  await server.start();
  await server.query('CREATE DATABASE portal_template');
  await migratePortal(server.url('portal_template'));
  await server.query('CREATE DATABASE saas_template');
  await migrateSaas(server.url('saas_template'));
  project.provide('postgresPort', server.port);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
