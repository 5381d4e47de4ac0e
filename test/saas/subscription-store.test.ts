import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Connection } from '#kit/postgres/pool.ts';
import { findSubscriptionForUpdate } from '#saas/subscriptions/subscription-store.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { insertNamespace } from './support/rows.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('saas');
});
afterAll(() => database.drop());

it('gives out no subscription that appeared after the lock was tried, because it is not locked', async () => {
  const { pool } = database;
  const id = await insertNamespace(pool);
  const client = await pool.connect();
  let asked = 0;
  const raced = {
    query: async (sql: string, values: unknown[]) => {
      const result = await client.query(sql, values);
      asked += 1;
      if (asked === 1) {
        await pool.query(
          'INSERT INTO gitlab_subscriptions (created_at, updated_at, namespace_id) VALUES (now(), now(), $1)',
          [id],
        );
      }
      return result;
    },
  } as unknown as Connection;
  await client.query('BEGIN');
  expect(await findSubscriptionForUpdate(raced, id)).toBeUndefined();
  expect(await findSubscriptionForUpdate(raced, id)).toMatchObject({ namespaceId: id });
  await client.query('ROLLBACK');
  client.release();
});
