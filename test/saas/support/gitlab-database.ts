import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/**
 * The tables that the old queries read: ours, or those of GitLab's own `db/structure.sql`, of whichever version, where
 * `GITLAB_STRUCTURE_SQL` is its path.
 */
export async function createGitlabDatabase(): Promise<TestDatabase> {
  const path = process.env.GITLAB_STRUCTURE_SQL;
  if (path === undefined) return createTestDatabase('saas');
  const structure = await readFile(path, 'utf8');
  const database = await createEmptyDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(structure);
    // No foreign keys and no triggers from now on, because they would ask for rows of a hundred other tables.
    const name = new URL(database.url).pathname.slice(1);
    await client.query(`ALTER DATABASE ${name} SET session_replication_role = replica`);
  } finally {
    await client.end();
  }
  return database;
}
