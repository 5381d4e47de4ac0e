import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dropOldChanges } from '#portal/changes/change-store.ts';
import { CHANGES_PATH, type EligibilityChangesAnswer } from '#sdk/contract.ts';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';

let portal: TestPortal;
let next = 3_000;

beforeAll(async () => {
  portal = await startTestPortal();
  await until(async () => (await portal.database.query('SELECT FROM eligibility_change_outbox')).rowCount === 0);
});
afterAll(() => portal.stop());

const ask = async (after?: string, wait = 0): Promise<EligibilityChangesAnswer> => {
  const { status, body } = await portal.gitlab(
    'GET',
    `${CHANGES_PATH}?wait=${wait}${after === undefined ? '' : `&after=${after}`}`,
  );
  expect(status).toBe(200);
  return body;
};
const head = async () => (await ask()).next;
const insertTrial = `INSERT INTO trials (namespace_id, trial_type, starts_on, ends_on, origin)
  VALUES ($1, 'ultimate_with_gitlab_duo_enterprise', current_date - 90, current_date - 60, 'import')`;

/** Everything after a cursor, once it holds so many changes. */
const changesAfter = (cursor: string, count: number) =>
  until(async () => {
    const answer = await ask(cursor);
    return answer.changes.length >= count && answer;
  });

describe('the change feed', () => {
  test('tells each change of a fact with its version, in order', async () => {
    const start = await head();
    const id = next++;
    await portal.database.query(insertTrial, [id]);
    await portal.as('operator', 'PUT', `/api/v1/namespaces/${id}/block`, { reason: 'just a test' });
    const { changes, next: after } = await changesAfter(start, 2);
    expect(changes).toMatchObject([
      { namespace_id: id, version: 1, cause: 'trials_inserted' },
      { namespace_id: id, version: 2, cause: 'namespace_blocked' },
    ]);
    expect(changes.at(-1)?.cursor).toBe(after);
    expect((await ask(after)).changes).toEqual([]);
  });

  test('no reader passes a row that commits later', async () => {
    const start = await head();
    const [early, late] = [next++, next++];
    const slow = await portal.database.connect();
    try {
      await slow.query('BEGIN');
      await slow.query(insertTrial, [early]);
      // Its number is smaller, and it is still open while the other one commits.
      await portal.database.query(insertTrial, [late]);
      const first = await changesAfter(start, 1);
      expect(first.changes).toMatchObject([{ namespace_id: late }]);
      await slow.query('COMMIT');
      const second = await changesAfter(first.next, 1);
      expect(second.changes).toMatchObject([{ namespace_id: early, version: 1 }]);
    } finally {
      slow.release();
    }
  });

  test('a rule set is one row, also one that is announced for later', async () => {
    const start = await head();
    const later = new Date(Date.now() + 86_400_000).toISOString();
    const set = await portal.as('admin', 'PATCH', '/api/v1/rules/paid_ultimate', {
      state: 'observe',
      effective_at: later,
      reason: 'to be seen',
    });
    const { changes } = await changesAfter(start, 1);
    expect(changes).toMatchObject([{ rule_set: set.body.rule_set, cause: 'rule_changed' }]);
    const answer = await portal.gitlab('GET', '/api/v1/gitlab/namespaces/trials/eligibility?namespace_ids=1');
    expect(answer.body.valid_until[1]).toBe(later);
    expect(answer.body.rule_set).toBeLessThan(set.body.rule_set);
    expect(answer.body.newest_rule_set).toBe(set.body.rule_set);
  });

  test('a bulk change is one row of the feed, and every version grows', async () => {
    const start = await head();
    const count = 50_001;
    const connection = await portal.database.connect();
    // Half a machine is too slow for the five seconds of an ordinary statement.
    await connection.query("SET statement_timeout = '60 s'");
    await connection.query(
      `INSERT INTO purchases (external_id, namespace_id, product, trial, starts_on, quantity, source_updated_at)
       SELECT 'bulk-' || id, id, 'premium', false, current_date, 1, now() FROM generate_series(700000, 700000 + $1 - 1) AS id`,
      [count],
    );
    connection.release(true);
    const { changes } = await changesAfter(start, 1);
    expect(changes.every((change) => 'rule_set' in change)).toBe(true);
    const { rows } = await portal.database.query(
      'SELECT count(*) AS n FROM namespaces WHERE id >= 700000 AND eligibility_version = 1',
    );
    expect(rows[0]?.n).toBe(count);
    // The announced rule set was announced again, with a greater number.
    expect((await portal.as('viewer', 'GET', '/api/v1/rules')).body.announced).toHaveLength(1);
  });

  test('a long poll is answered by the change, not by its time', async () => {
    const start = await head();
    const asked = ask(start, 20);
    const began = Date.now();
    await portal.database.query(insertTrial, [next]);
    expect((await asked).changes).toMatchObject([{ namespace_id: next++ }]);
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  test('the watermark follows the clock while nothing happens', async () => {
    const { watermark: first } = await ask();
    const moved = await until(async () => {
      const { watermark } = await ask();
      return watermark !== first && (watermark ?? false);
    });
    expect(Date.parse(moved || '')).toBeGreaterThan(Date.parse(first ?? ''));
  });

  test('as_of is the clock of the database, not before the watermark', async () => {
    const { rows } = await portal.database.query<{ before: Date }>('SELECT clock_timestamp() AS before');
    const { as_of: asOf, watermark } = await ask();
    expect(Date.parse(asOf)).toBeGreaterThanOrEqual(rows[0]?.before.getTime() ?? Infinity);
    expect(Date.parse(asOf)).toBeGreaterThanOrEqual(Date.parse(watermark ?? ''));
    expect(Date.parse(asOf) - Date.parse(watermark ?? '')).toBeLessThan(5_000);
  });

  test('streams changes and heartbeats as server-sent events', async () => {
    const controller = new AbortController();
    const reply = await fetch(portal.url + CHANGES_PATH, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${portal.tokens.viewer}` },
      signal: controller.signal,
    });
    expect(reply.headers.get('content-type')).toBe('text/event-stream');
    await portal.database.query(insertTrial, [next]);
    let text = '';
    for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      if (text.includes('event: change') && text.includes('event: heartbeat')) break;
    }
    controller.abort();
    expect(text).toMatch(new RegExp(`event: change\nid: \\d+\\.\\d+\ndata: {.*"namespace_id":${next++}`));
    expect(text).toMatch(/event: heartbeat\ndata: {.*"watermark":".*"as_of":"\d{4}-/);
  });
});

describe('a cursor', () => {
  test.each(['x', '1', '-1.2', '1.2.3', "1'.2"])('%j is refused', async (cursor) => {
    expect((await portal.gitlab('GET', `${CHANGES_PATH}?wait=0&after=${encodeURIComponent(cursor)}`)).status).toBe(422);
  });

  test('of another epoch, ahead of the head, or older than what is kept is 410', async () => {
    const [epoch, position] = (await head()).split('.').map(Number) as [number, number];
    for (const cursor of [`${epoch + 1}.1`, `${epoch}.${position + 1_000_000}`]) {
      const { status, body } = await portal.gitlab('GET', `${CHANGES_PATH}?wait=0&after=${cursor}`);
      expect(status).toBe(410);
      expect(body.code).toBe('cursor_gone');
    }
    await portal.database.query("SELECT ensure_partition('eligibility_changes', 'day', now() - interval '9 days')");
    await portal.database.query(
      `INSERT INTO eligibility_changes (position, rule_set, cause, at, relayed_at) VALUES (5, 1, 'old', now(), now() - interval '9 days')`,
    );
    expect((await portal.gitlab('GET', `${CHANGES_PATH}?wait=0&after=${epoch}.4`)).status).toBe(200);
    expect(await dropOldChanges(portal.database, 7)).toHaveLength(1);
    expect((await portal.gitlab('GET', `${CHANGES_PATH}?wait=0&after=${epoch}.4`)).status).toBe(410);
    expect((await portal.gitlab('GET', `${CHANGES_PATH}?wait=0&after=${epoch}.5`)).status).toBe(200);
  });
});

describe('since', () => {
  // What is made older here may have been relayed just after midnight.
  beforeAll(() =>
    portal.database.query("SELECT ensure_partition('eligibility_changes', 'day', now() - interval '1 day')"),
  );

  const since = async (seconds: number | string, more = '') =>
    portal.gitlab('GET', `${CHANGES_PATH}?wait=0&since=${seconds}${more}`);

  test('begins behind the last change that is older than so many seconds', async () => {
    const start = await head();
    const [old, young] = [next++, next++];
    await portal.database.query(insertTrial, [old]);
    const { next: after } = await changesAfter(start, 1);
    const position = Number(after.split('.')[1]);
    await portal.database.query(
      "UPDATE eligibility_changes SET relayed_at = relayed_at - interval '100 s' WHERE position <= $1",
      [position],
    );
    await portal.database.query(insertTrial, [young]);
    await changesAfter(after, 1);
    expect((await since(60)).body.changes).toMatchObject([{ namespace_id: young }]);
    const { changes } = (await since(604_800)).body as EligibilityChangesAnswer;
    expect(changes.at(-2)).toMatchObject({ namespace_id: old });
    expect(changes.at(-1)).toMatchObject({ namespace_id: young });
  });

  test('waits at the head where nothing is as young as that', async () => {
    await portal.database.query("UPDATE eligibility_changes SET relayed_at = relayed_at - interval '100 s'");
    const { body } = await since(60);
    expect(body).toMatchObject({ changes: [], next: await head() });
  });

  test('is found by an index, without walking or sorting the feed', async () => {
    const connection = await portal.database.connect();
    try {
      await connection.query('BEGIN');
      // Of a few rows the planner would rather read all.
      await connection.query('SET LOCAL enable_seqscan = off');
      const { rows } = await connection.query(
        `EXPLAIN SELECT position FROM eligibility_changes WHERE relayed_at < statement_timestamp() - interval '1 minute'
         ORDER BY relayed_at DESC, position DESC LIMIT 1`,
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toMatch(/Index Only Scan Backward using \w+relayed_at_position/);
      expect(plan).not.toContain('Sort');
    } finally {
      await connection.query('ROLLBACK');
      connection.release();
    }
  });

  test.each(['0', '604801', '1.5', 'x'])('%j seconds are refused', async (seconds) => {
    expect((await since(seconds)).status).toBe(422);
  });

  test('together with after it is refused', async () => {
    const { status, body } = await since(60, `&after=${await head()}`);
    expect(status).toBe(422);
    expect(body.error_attribute_map).toHaveProperty('since');
  });
});

test('every table of facts grows versions and keeps its history', async () => {
  const { rows } = await portal.database.query<{ table: string }>(
    `SELECT c.relname AS table FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind = 'r' AND a.attname = 'recorded_at' AND c.relname NOT LIKE '%\\_history'`,
  );
  expect(rows.map((row) => row.table).sort()).toEqual(['namespace_blocks', 'purchases', 'trials']);
  for (const { table } of rows) {
    const triggers = await portal.database.query(
      'SELECT tgname FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal',
      [table],
    );
    expect(triggers.rows.map((row) => row.tgname).sort()).toEqual(
      expect.arrayContaining(['fact_deleted', 'fact_inserted', 'fact_updated', 'keep_history']),
    );
    const columns = async (name: string) =>
      (
        await portal.database.query(
          'SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum',
          [name],
        )
      ).rows.map((row) => row.attname);
    expect(await columns(`${table}_history`)).toEqual(['superseded_at', ...(await columns(table))]);
  }
});
