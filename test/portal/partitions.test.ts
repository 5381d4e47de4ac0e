import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('portal');
});
afterAll(() => database.drop());

test('processes that start at the same moment make a partition once', async () => {
  for (let month = 1; month <= 12; month++) {
    const moment = `2031-${String(month).padStart(2, '0')}-15`;
    const ensure = () => database.pool.query("SELECT ensure_partition('audit_log', 'month', $1)", [moment]);
    await Promise.all(Array.from({ length: 6 }, ensure));
  }
  const { rows } = await database.pool.query(
    "SELECT count(*)::int AS made FROM pg_inherits WHERE inhparent = 'audit_log'::regclass AND inhrelid::regclass::text LIKE '%_2031%'",
  );
  expect(rows[0].made).toBe(12);
});
