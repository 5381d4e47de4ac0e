import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { GITLAB_COLUMNS } from './support/gitlab-columns.ts';
import { GITLAB_INDEXES } from './support/gitlab-indexes.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('saas');
});
afterAll(() => database.drop());

/** A table's columns as the database describes them: `name: type constraints`. */
async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ line: string }>(
    `SELECT a.attname || ': ' || format_type(a.atttypid, a.atttypmod)
       || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
       || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS line
     FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [table],
  );
  return rows.map((row) => row.line);
}

/** A table's indexes without their names, the primary key left out. */
async function indexesOf(table: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ line: string }>(
    `SELECT CASE WHEN indisunique THEN 'unique ' ELSE '' END
       || regexp_replace(pg_get_indexdef(indexrelid), '^.* USING (btree|gin) ', '') AS line
     FROM pg_index WHERE indrelid = $1::regclass AND NOT indisprimary`,
    [table],
  );
  return rows.map((row) => row.line).sort();
}

describe.each(Object.entries(GITLAB_COLUMNS))('%s', (table, columns) => {
  it('has exactly the columns of GitLab, with their types, defaults and constraints', async () => {
    const [id, ...others] = await columnsOf(table);
    expect(id).toBe(`id: bigint DEFAULT nextval('${table}_id_seq'::regclass) NOT NULL`);
    expect(others).toEqual(columns);
  });

  it('has exactly the indexes of GitLab', async () => {
    expect(await indexesOf(table)).toEqual([...(GITLAB_INDEXES[table] ?? [])].sort());
  });

  it('has a primary key, and a sequence that goes with the table', async () => {
    const { rows } = await database.pool.query(
      `SELECT pg_get_serial_sequence($1, 'id') AS sequence,
         (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'p') AS key`,
      [table],
    );
    expect(rows).toEqual([{ sequence: `public.${table}_id_seq`, key: 'PRIMARY KEY (id)' }]);
  });
});

describe('seeds', () => {
  it('holds every plan with its title and number', async () => {
    const { rows } = await database.pool.query('SELECT plan_name_uid AS uid, name, title FROM plans ORDER BY 1');
    expect(rows.map(({ uid, name, title }) => [uid, name, title])).toEqual([
      [1, 'default', 'Default'],
      [2, 'free', 'Free'],
      [3, 'bronze', 'Bronze'],
      [4, 'silver', 'Silver'],
      [5, 'premium', 'Premium'],
      [6, 'gold', 'Gold'],
      [7, 'ultimate', 'Ultimate'],
      [8, 'ultimate_trial', 'Ultimate Trial'],
      [9, 'premium_trial', 'Premium Trial'],
      [10, 'ultimate_trial_paid_customer', 'Ultimate Trial Paid Customer'],
      [11, 'opensource', 'Opensource'],
    ]);
  });

  it('holds the add-ons by their numbers', async () => {
    const { rows } = await database.pool.query('SELECT name FROM subscription_add_ons ORDER BY name');
    expect(rows).toEqual([{ name: 1 }, { name: 3 }]);
  });
});
