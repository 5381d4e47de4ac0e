import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migratePortal } from '#portal/migrate-portal.ts';
import { seedDatabase } from '#portal/operate-database.ts';
import { freePort } from '../dev/free-port.ts';
import { PostgresServer } from '../dev/postgres/postgres-server.ts';

export type BenchDatabase = {
  readonly url: (name: string) => string;
  /** Makes a database without anything in it, of the portal unless it says otherwise. @returns its address. */
  readonly create: (name: string, migrate?: (url: string) => Promise<unknown>) => Promise<string>;
  readonly copy: (name: string, template: string) => Promise<string>;
  /** Makes a portal database with so many known namespaces, warm. @returns their ids. */
  readonly populate: (name: string, namespaces: number, onProgress: (text: string) => void) => Promise<Int32Array>;
};

/** A PostgreSQL with durable commits, as in production; memory large enough for what is measured. */
export async function withBenchDatabase<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-bench-'));
  await chmod(folder, 0o755);
  const settings = ['shared_buffers=1GB', 'max_connections=100', 'max_wal_size=4GB'];
  const server = new PostgresServer({ folder: join(folder, 'data'), port: await freePort(), settings });
  try {
    await server.start();
    return await work({
      url: (name) => server.url(name),
      create: async (name, migrate = migratePortal) => {
        await server.query(`CREATE DATABASE ${name}`);
        await migrate(server.url(name));
        return server.url(name);
      },
      copy: async (name, template) => {
        await server.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
        return server.url(name);
      },
      populate: async (name, namespaces, onProgress) => {
        await server.query(`CREATE DATABASE ${name}`);
        await migratePortal(server.url(name));
        onProgress(`seeding ${namespaces} namespaces`);
        await seedDatabase(server.url(name), { namespaces, firstId: 1_000_001, seed: 1 });
        await server.query('VACUUM ANALYZE', name);
        await server.query('CREATE EXTENSION IF NOT EXISTS pg_prewarm', name);
        for (const relation of [
          'namespaces',
          'namespaces_pkey',
          'trials',
          'trials_namespace',
          'purchases',
          'purchases_namespace',
          'namespace_blocks',
        ]) {
          await server.query(`SELECT pg_prewarm('${relation}')`, name);
        }
        const { rows } = await server.query('SELECT id::int AS id FROM namespaces', name);
        return Int32Array.from(rows, (row) => row.id);
      },
    });
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
