import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/test-portal.ts';

let portal: TestPortal;
let began: string;
/** How far the log was, before and after each of its first lines. */
const marks: number[] = [];

beforeAll(async () => {
  portal = await startTestPortal();
  began = new Date().toISOString();
  marks.push(await markOf());
  await block('operator', 1, 'ticket 1');
  marks.push(await markOf());
  for (const id of [2, 11]) await block('operator', id, `ticket ${id}`);
  await block('admin', 2, '=HYPERLINK("x"), and a "quote"\nand a second line');
});
afterAll(() => portal.stop());

const block = (role: 'operator' | 'admin', id: number, reason: string) =>
  portal.as(role, 'PUT', `/api/v1/namespaces/${id}/block`, { reason });
const markOf = async () => (await portal.as('viewer', 'GET', '/api/v1/live')).body.audit;
const ask = (query: string) => portal.as('viewer', 'GET', `/api/v1/audit${query}`);
const objects = async (query: string) => (await ask(query)).body.entries.map((one: { object: string }) => one.object);

test('pages that are open hear of every line, the very first included', async () => {
  expect([...marks, await markOf()]).toEqual([0, 1, 4]);
});

test('by person, by object or kind of object, and by time', async () => {
  const { staff } = (await portal.as('viewer', 'GET', '/api/v1/me')).body;
  expect(await objects(`?actor_id=${staff.id + 2}`)).toEqual(['namespace 2']);
  // namespace 1, and not namespace 11.
  expect(await objects('?object=namespace%201')).toEqual(['namespace 1']);
  expect(await objects('?object=namespace')).toHaveLength(4);
  expect(await objects(`?to=${began}`)).toEqual([]);
  expect(await objects(`?from=${began}&action=namespace_blocked`)).toHaveLength(4);
  expect((await ask('?from=yesterday')).body.error_attribute_map).toHaveProperty('from');
});

test('the same as CSV, in which no text becomes a formula, and as JSON', async () => {
  const csv = await ask('.csv?object=namespace');
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
  const rows = parse(csv.text, { columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatchObject({ actor_name: 'The admin', object: 'namespace 2', namespace_id: '2' });
  expect(rows[0]?.reason).toBe('\'=HYPERLINK("x"), and a "quote"\nand a second line');
  const json = JSON.parse((await ask('.json?object=namespace')).text);
  expect(json.map((one: { id: number }) => String(one.id))).toEqual(rows.map((one) => one.id));
  expect(JSON.parse((await ask('.json?object=nothing')).text)).toEqual([]);
});

test('a long log is exported whole, a page at a time', async () => {
  await portal.database.query(
    `INSERT INTO audit_log (actor_name, action, object, reason)
     SELECT 'somebody', 'something', 'thing ' || one, 'because' FROM generate_series(1, 2500) AS one`,
  );
  const { text } = await ask('.csv?object=thing');
  expect(text.trim().split('\n')).toHaveLength(2_501);
});
