import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pool } from '#kit/postgres/pool.ts';
import { LegacyQueries } from '#saas/legacy-queries/legacy-queries.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { GITLAB_COLUMNS } from '../support/gitlab-columns.ts';
import { insertMember, insertNamespace } from '../support/rows.ts';

const [OWNER, TODAY] = [7, '2026-11-21'];
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('saas');
});
afterAll(() => database.drop());

test('they read nothing but columns of GitLab’s own, so that they also run on a database of GitLab’s', async () => {
  const id = await insertNamespace(database.pool);
  await insertMember(database.pool, id, OWNER);
  const connection = await database.pool.connect();
  try {
    await connection.query('BEGIN');
    await connection.query('CREATE ROLE reader_of_gitlab');
    for (const [table, columns] of Object.entries(GITLAB_COLUMNS)) {
      const names = ['id', ...columns.map((column) => column.split(':')[0])];
      await connection.query(`GRANT SELECT (${names.join(', ')}) ON ${table} TO reader_of_gitlab`);
    }
    await connection.query('SET LOCAL ROLE reader_of_gitlab');
    const reader = new LegacyQueries(connection as unknown as Pool);
    expect(await reader.listEligibleOfUser(OWNER, TODAY)).toHaveLength(1);
    expect(await reader.listEligibleAmong([id], TODAY)).toHaveLength(1);
    expect(await reader.explainAmong([id], TODAY)).toHaveLength(1);
  } finally {
    await connection.query('ROLLBACK');
    connection.release();
  }
});
