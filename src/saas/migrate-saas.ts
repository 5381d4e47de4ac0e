import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import { migrate } from '#kit/postgres/migrate.ts';

/** The folder of saas' migrations. */
export const SAAS_MIGRATIONS = join(import.meta.dirname, 'migrations');

/** Brings saas' database forward, with the job queue's own tables. @returns the names of the migrations that ran now. */
export async function migrateSaas(connectionString: string): Promise<string[]> {
  const ran = await migrate(connectionString, SAAS_MIGRATIONS);
  await runMigrations({ connectionString });
  return ran;
}
