import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Queryable } from './pool.ts';

// Any number will do, as long as every process that migrates takes the same one.
const MIGRATION_LOCK = 7_421_001;

type Migration = { readonly name: string; readonly sql: string; readonly hash: string };

/** The database lacks migrations, or holds one that this version does not know. */
export class DatabaseNotMigrated extends Error {
  override name = 'DatabaseNotMigrated';
  readonly code = 'database_not_migrated';
}

/** Reads the numbered `.sql` files of a folder, in their order. */
async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  if (names.length === 0) throw new DatabaseNotMigrated(`No migrations in ${folder}.`);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings a database forward, each file in its own transaction, one process at a time.
 * @returns the names of the files that ran now, none if it was up to date.
 */
export async function migrate(connectionString: string, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, hash text NOT NULL, ran_at timestamptz NOT NULL DEFAULT now())',
    );
    const ran: string[] = [];
    for (const migration of await pending(client, migrations)) {
      await client.query('BEGIN');
      await client.query(migration.sql);
      await client.query('INSERT INTO schema_migrations (name, hash) VALUES ($1, $2)', [
        migration.name,
        migration.hash,
      ]);
      await client.query('COMMIT');
      ran.push(migration.name);
    }
    return ran;
  } finally {
    await client.end();
  }
}

async function pending(database: Queryable, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await database.query<{ name: string; hash: string }>('SELECT name, hash FROM schema_migrations');
  const done = new Map(rows.map((row) => [row.name, row.hash]));
  for (const migration of migrations) {
    const hash = done.get(migration.name);
    if (hash !== undefined && hash !== migration.hash) {
      throw new DatabaseNotMigrated(`Migration ${migration.name} was changed after it had run; write a new one.`);
    }
    done.delete(migration.name);
  }
  const [unknown] = done.keys();
  if (unknown) throw new DatabaseNotMigrated(`The database is newer than this version: it holds ${unknown}.`);
  const ran = new Set(rows.map((row) => row.name));
  return migrations.filter((migration) => !ran.has(migration.name));
}

/** @throws {DatabaseNotMigrated} with the command to run, when a migration is missing. */
export async function assertMigrated(database: Queryable, folder: string): Promise<void> {
  const migrations = await readMigrations(folder);
  const { rows } = await database.query<{ present: boolean }>(
    "SELECT to_regclass('schema_migrations') IS NOT NULL AS present",
  );
  const missing = rows[0]?.present ? await pending(database, migrations) : migrations;
  if (missing.length > 0) {
    throw new DatabaseNotMigrated(
      `The database lacks ${missing.length} migration(s), the first is ${missing[0]?.name}: run "trialgate db migrate".`,
    );
  }
}
