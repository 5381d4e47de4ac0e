import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LEAD_PATH } from '#sdk/contract.ts';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';

type Received = { readonly key: string; readonly body: { trial_user: { uid: number; first_name: string } } };

const received: Received[] = [];
let status = 200;
let portal: TestPortal;
const receiver = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  received.push({ key: String(request.headers['idempotency-key']), body: JSON.parse(text) });
  response.writeHead(status).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo;
  portal = await startTestPortal({ LEADS_WEBHOOK_URL: `http://127.0.0.1:${port}/leads` });
});
afterAll(async () => {
  await portal.stop();
  receiver.closeAllConnections();
  receiver.close();
});

const send = (uid: number, firstName: string) =>
  portal.gitlab('POST', LEAD_PATH, {
    body: { trial_user: { uid, namespace_id: 1, first_name: firstName }, with_add_on: true },
  });
const of = (uid: number) => received.filter((one) => one.body.trial_user.uid === uid);
const hurry = () =>
  portal.database.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL');
const delivered = async (uid: number) =>
  (await portal.as('operator', 'GET', `/api/v1/leads?uid=${uid}`)).body.leads[0]?.delivered_at;

test('a lead is handed on whole, once, and again only when it says something new', async () => {
  expect((await send(1, 'Ada')).status).toBe(201);
  await until(() => delivered(1));
  expect(of(1)).toMatchObject([{ body: { trial_user: { first_name: 'Ada' }, with_add_on: true } }]);
  await send(1, 'Ada');
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(of(1)).toHaveLength(1);
  await send(1, 'Grace');
  await until(async () => of(1).length === 2);
  expect(of(1)[1]?.body.trial_user.first_name).toBe('Grace');
});

test('a receiver that refuses gets it until it takes it', async () => {
  status = 503;
  await send(2, 'Ada');
  await until(async () => of(2).length >= 1);
  expect(await delivered(2)).toBeNull();
  status = 200;
  await until(async () => {
    await hurry();
    return delivered(2);
  });
  expect(new Set(of(2).map((one) => one.key)).size).toBe(1);
});

test('what was erased is not handed on any more', async () => {
  status = 503;
  await send(3, 'Ada');
  await until(async () => of(3).length >= 1);
  const before = of(3).length;
  await portal.as('admin', 'DELETE', '/api/v1/applicants/3/leads', { reason: 'they asked for it' });
  status = 200;
  await hurry();
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(of(3)).toHaveLength(before);
});
