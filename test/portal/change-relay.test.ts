import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { buildPortal, type Portal, type PortalParts } from '#portal/build-portal.ts';
import { readPortalConfig } from '#portal/config.ts';
import { CHANGES_PATH, type EligibilityChangesAnswer } from '#sdk/contract.ts';
import { send, startTestPortal, type TestPortal, until } from '../support/test-portal.ts';

let first: TestPortal;
let next = 1;

beforeAll(async () => {
  first = await startTestPortal();
  // From here on it holds the relay's lock.
  await until(async () => (await lockHolders()) === 1);
});
afterAll(() => first.stop());

const RELAY_LOCK = `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
  WHERE locktype = 'advisory' AND objid = 7421002 AND datname = current_database()`;
const lockHolders = async () => (await first.database.query(RELAY_LOCK)).rowCount;

async function startSecond(parts: PortalParts): Promise<{ url: string; portal: Portal }> {
  const config = readPortalConfig({
    PORTAL_PORT: '0',
    LOG_LEVEL: 'silent',
    SAAS_URL: 'http://127.0.0.1:9',
    PORTAL_DATABASE_URL: first.databaseUrl,
  });
  const portal = await buildPortal(config, { parts });
  await portal.start();
  return { portal, url: `http://127.0.0.1:${(portal.app.server.address() as AddressInfo).port}` };
}

const authorization = () => ({ authorization: `Bearer ${first.tokens.admin}` });

/** Blocks a namespace through one portal. @returns the milliseconds from its answer until a poll at the other has it. */
async function lag(writer: string, reader: string): Promise<number> {
  const poll = async (query: string): Promise<EligibilityChangesAnswer> =>
    (await send(`${reader}${CHANGES_PATH}?${query}`, 'GET', { headers: authorization() })).body;
  const { next: cursor } = await poll('wait=0');
  const polled = poll(`wait=20&after=${cursor}`).then((answer) => ({ answer, at: performance.now() }));
  const body = { reason: 'to be told' };
  await send(`${writer}/api/v1/namespaces/${next}/block`, 'PUT', { headers: authorization(), body });
  const committed = performance.now();
  const { answer, at } = await polled;
  expect(answer.changes).toMatchObject([{ namespace_id: next++ }]);
  return at - committed;
}

describe.each(['all', 'http'] as const)('a commit in another process (%s)', (parts) => {
  test('is in the feed well before the relay would look by itself', async () => {
    const second = await startSecond(parts);
    try {
      // The bell's connection is the feed's, which is made in the background.
      await until(async () => {
        const feeds =
          "SELECT FROM pg_stat_activity WHERE application_name = 'portal feed' AND datname = current_database()";
        return (await first.database.query(feeds)).rowCount === 2;
      });
      expect(await lockHolders()).toBe(1);
      const lags: number[] = [];
      for (let change = 0; change < 20; change++) lags.push(await lag(second.url, first.url));
      expect(lags.sort((one, other) => one - other)[10]).toBeLessThan(20);
    } finally {
      await second.portal.stop();
    }
  });
});

test('another process takes over when the relay is gone', async () => {
  const second = await startSecond('all');
  try {
    await first.database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7421002 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    expect(await lag(second.url, first.url)).toBeLessThan(3_000);
    expect(await lag(first.url, second.url)).toBeLessThan(3_000);
  } finally {
    await second.portal.stop();
  }
});

const INSERT_MANY = `INSERT INTO trials (namespace_id, trial_type, starts_on, ends_on, origin)
  SELECT id, 'ultimate_with_gitlab_duo_enterprise', current_date - 90, current_date - 60, 'import'
  FROM generate_series($1::bigint, $2::bigint) AS id`;

test.each([
  { what: 'more than one notification tells', from: 50_001, to: 50_120, cause: 'an import' },
  { what: 'longer than a notification may be', from: 60_001, to: 60_040, cause: 'x'.repeat(500) },
])('changes that are $what arrive whole and in order', async ({ from, to, cause }) => {
  const ask = async (query: string): Promise<EligibilityChangesAnswer> =>
    (await first.gitlab('GET', `${CHANGES_PATH}?${query}`)).body;
  let { next: cursor } = await ask('wait=0');
  const polled = ask(`wait=20&after=${cursor}`);
  await inTransaction(first.database, async (connection) => {
    await connection.query("SELECT set_config('trialgate.cause', $1, true)", [cause]);
    await connection.query(INSERT_MANY, [from, to]);
  });
  const told: number[] = [];
  for (let answer = await polled; ; answer = await ask(`wait=0&after=${cursor}`)) {
    told.push(...answer.changes.map((change) => ('namespace_id' in change ? change.namespace_id : 0)));
    cursor = answer.next;
    if (answer.watermark !== null) break;
  }
  expect(told).toEqual(Array.from({ length: to - from + 1 }, (_, index) => from + index));
});
