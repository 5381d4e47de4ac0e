import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createPool, type Pool } from '#kit/postgres/pool.ts';

export type TestDatabase = { readonly url: string; readonly pool: Pool; readonly drop: () => Promise<void> };

/** A database of its own for one test file: a clone of the room's migrated template. */
export const createTestDatabase = (room: 'portal' | 'saas') => createDatabase(room, `${room}_template`);

/** A database of its own for one test file, with nothing in it. */
export const createEmptyDatabase = () => createDatabase('empty', 'template1');

async function createDatabase(prefix: string, template: string): Promise<TestDatabase> {
  const server = `postgres://postgres:postgres@127.0.0.1:${inject('postgresPort')}`;
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await administer(`${server}/postgres`, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = `${server}/${name}`;
  const pool = createPool({ connectionString: url, applicationName: 'test', onError: () => {} });
  return {
    url,
    pool,
    drop: async () => {
      await pool.end();
      await dropWhenLeft(`${server}/postgres`, name);
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Gives connections that are just closing a moment: one that is cut off in that state has nobody to tell. */
async function dropWhenLeft(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      const { rowCount } = await client.query('SELECT FROM pg_stat_activity WHERE datname = $1', [name]);
      if (rowCount === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
