import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import { INITIAL_RULE_SET } from '#domain/eligibility/initial-rule-set.ts';
import { migrate } from '#kit/postgres/migrate.ts';
import { withClient } from '#kit/postgres/with-client.ts';
import { insertRuleSets } from './rule-sets/rule-set-store.ts';

export const PORTAL_MIGRATIONS = join(import.meta.dirname, 'migrations');

/**
 * Brings the portal's database forward, with the job queue's own tables and the first rule set.
 * @returns the names of the migrations that ran now.
 */
export async function migratePortal(connectionString: string): Promise<string[]> {
  const ran = await migrate(connectionString, PORTAL_MIGRATIONS);
  await runMigrations({ connectionString });
  await withClient(connectionString, async (client) => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE rule_sets IN SHARE ROW EXCLUSIVE MODE');
    const { rowCount } = await client.query('SELECT FROM rule_sets LIMIT 1');
    if (rowCount === 0) {
      await insertRuleSets(client, [{ effectiveFrom: new Date(0), body: INITIAL_RULE_SET }], 'first_rule_set');
    }
    await client.query('COMMIT');
  });
  return ran;
}
