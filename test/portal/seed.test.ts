import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fault } from '#kit/errors/fault.ts';
import { seedPopulation } from '#portal/imports/seed-population.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const FIRST = 1_000_001;
const SIZE = 60_000;

let database: TestDatabase;
let took = 0;
const progress: [number, number][] = [];

beforeAll(async () => {
  database = await createTestDatabase('portal');
  await database.pool.query(
    "INSERT INTO trials (namespace_id, trial_type, starts_on, ends_on, uid, origin) VALUES (7, 'ultimate_with_gitlab_duo_enterprise', '2024-01-01', '2024-01-31', 1, 'application')",
  );
  const started = performance.now();
  const added = await seedPopulation(database.url, {
    namespaces: SIZE,
    onProgress: (done, total) => progress.push([done, total]),
  });
  took = performance.now() - started;
  expect(added.namespaces).toBe(SIZE);
});
afterAll(() => database.drop());

async function query<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await database.pool.query<T>(sql, values)).rows;
}

/** Of all known namespaces, how many hundredths `condition` is true for. */
async function share(condition: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    `SELECT count(*) AS count FROM namespaces WHERE id >= ${FIRST} AND ${condition}`,
  );
  return (100 * (row?.count ?? 0)) / SIZE;
}

const trials = (what: string) => `(SELECT ${what} FROM trials WHERE namespace_id = namespaces.id)`;
const bought = (product: string) =>
  `EXISTS (SELECT FROM purchases WHERE namespace_id = namespaces.id AND product = '${product}')`;

describe('the population', () => {
  test.each([
    ['one past trial', 55, `${trials('count(*) = 1 AND max(ends_on) <= current_date')}`],
    ['two past trials', 10, `${trials('count(*) = 2 AND max(ends_on) <= current_date')}`],
    ['a running trial', 3, `${trials('coalesce(max(ends_on) > current_date, false)')}`],
    ['premium', 20, bought('premium')],
    ['ultimate', 8, bought('ultimate')],
    ['Duo Enterprise', 3, bought('duo_enterprise')],
    [
      'a Duo Pro trial that runs',
      2,
      bought("duo_pro' AND trial AND ends_on > current_date AND starts_on <= current_date AND '' = '"),
    ],
    ['a block', 1, 'EXISTS (SELECT FROM namespace_blocks WHERE namespace_id = namespaces.id)'],
  ])('about the right share of namespaces has %s', async (_what, hundredths, condition) => {
    const found = await share(condition);
    expect(found).toBeGreaterThan(hundredths * 0.85);
    expect(found).toBeLessThan(hundredths * 1.15);
  });

  test('every namespace has an event, its facts and its first version', async () => {
    expect(await share("facts <> '' AND facts = pack_facts(id) AND eligibility_version = 1")).toBe(100);
    const [ids] = await query('SELECT min(id) AS first, max(id) AS last FROM namespaces WHERE id > 7');
    expect(ids).toEqual({ first: FIRST, last: FIRST + SIZE - 1 });
  });

  test('is spread over three years, and its trials never overlap', async () => {
    const years = await query<{ trials: number; purchases: number }>(
      `SELECT (SELECT count(DISTINCT starts_on) FROM trials) AS trials, (SELECT count(DISTINCT starts_on) FROM purchases) AS purchases`,
    );
    expect(years[0]?.trials).toBeGreaterThan(1_050);
    expect(years[0]?.purchases).toBeGreaterThan(1_050);
    const overlaps = `SELECT FROM trials JOIN trials AS other USING (namespace_id)
      WHERE trials.id < other.id AND daterange(trials.starts_on, trials.ends_on) && daterange(other.starts_on, other.ends_on)`;
    expect(await query(overlaps)).toHaveLength(0);
    expect(await query('SELECT FROM trials WHERE imported_overlap')).toHaveLength(0);
  });
});

describe('seeding', () => {
  test('tells of itself once, and shows its progress', async () => {
    expect(progress).toEqual([
      [50_000, SIZE],
      [SIZE, SIZE],
    ]);
    expect(await query("SELECT cause FROM rule_sets WHERE cause = 'seed'")).toHaveLength(1);
    expect(await query("SELECT namespace_id FROM eligibility_change_outbox WHERE cause = 'seed'")).toEqual([
      { namespace_id: null },
    ]);
    expect(await query('SELECT FROM eligibility_change_outbox WHERE namespace_id > 7')).toHaveLength(0);
  });

  test('is fast', () => {
    console.log(`seeded ${Math.round(SIZE / (took / 1_000))} namespaces/s`);
    expect(SIZE / (took / 1_000)).toBeGreaterThan(5_000);
  });

  test('again adds nothing, more adds only what is missing, and the ids below are never touched', async () => {
    const count = 'SELECT (SELECT count(*) FROM trials) AS trials, (SELECT count(*) FROM purchases) AS purchases';
    const before = await query(count);
    expect(await seedPopulation(database.url, { namespaces: SIZE })).toEqual({
      namespaces: 0,
      trials: 0,
      purchases: 0,
    });
    expect(await query(count)).toEqual(before);
    expect((await seedPopulation(database.url, { namespaces: SIZE + 10 })).namespaces).toBe(10);
    const below = await query('SELECT id, eligibility_version AS version FROM namespaces WHERE id < $1', [FIRST]);
    expect(below).toEqual([{ id: 7, version: 1 }]);
    expect(await query("SELECT cause FROM rule_sets WHERE cause = 'seed'")).toHaveLength(2);
  });

  test('the same seed makes the same population, another seed another one', async () => {
    const facts = async (firstId: number) =>
      (
        await query<{ facts: string }>('SELECT facts FROM namespaces WHERE id BETWEEN $1 AND $1 + 199 ORDER BY id', [
          firstId,
        ])
      ).map((row) => row.facts);
    const other = await createTestDatabase('portal');
    try {
      await seedPopulation(other.url, { namespaces: 200, firstId: FIRST + 100 });
      const { rows } = await other.pool.query<{ facts: string }>('SELECT facts FROM namespaces ORDER BY id');
      expect(rows.map((row) => row.facts)).toEqual(await facts(FIRST + 100));
      await seedPopulation(other.url, { namespaces: 200, firstId: FIRST + 1_000, seed: 2 });
      const second = await other.pool.query<{ facts: string }>(
        'SELECT facts FROM namespaces WHERE id >= $1 ORDER BY id',
        [FIRST + 1_000],
      );
      expect(second.rows.map((row) => row.facts)).not.toEqual(await facts(FIRST + 1_000));
    } finally {
      await other.drop();
    }
  });

  test('refuses with a sentence what does not fit', async () => {
    for (const options of [
      { namespaces: -1 },
      { namespaces: 1.5 },
      { namespaces: 1, firstId: 0 },
      { namespaces: 2, firstId: Number.MAX_SAFE_INTEGER },
    ]) {
      await expect(seedPopulation(database.url, options)).rejects.toThrow(Fault);
    }
    expect(await seedPopulation(database.url, { namespaces: 0 })).toEqual({ namespaces: 0, trials: 0, purchases: 0 });
  });

  test('a role that may not skip triggers is told what to run, and may then', async () => {
    await query("CREATE ROLE seeder LOGIN PASSWORD 'seeder'");
    await query('GRANT ALL ON ALL TABLES IN SCHEMA public TO seeder');
    const url = database.url.replace('postgres:postgres@', 'seeder:seeder@');
    const seeding = () => seedPopulation(url, { namespaces: 1, firstId: 9 });
    try {
      await expect(seeding()).rejects.toThrow('GRANT SET ON PARAMETER session_replication_role TO seeder');
      expect(await query('SELECT FROM namespaces WHERE id = 9')).toHaveLength(0);
      await query('GRANT SET ON PARAMETER session_replication_role TO seeder');
      expect((await seeding()).namespaces).toBe(1);
    } finally {
      await query('DROP OWNED BY seeder');
      await query('DROP ROLE seeder');
    }
  });
});
