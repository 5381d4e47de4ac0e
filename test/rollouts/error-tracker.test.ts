import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleFlag } from '#flags/definitions/example-flag.ts';
import { Fault } from '#kit/errors/fault.ts';
import { createServer as createOwnServer } from '#kit/http/create-server.ts';
import { insertOutbox } from '#kit/jobs/insert-outbox.ts';
import { JobQueue } from '#kit/jobs/job-queue.ts';
import {
  createErrorReporter,
  type ErrorReport,
  identifyError,
  reportToHome,
  reportToSentry,
} from '#kit/telemetry/error-reporter.ts';
import { noteFlagState } from '#kit/telemetry/flag-states.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { findNewErrors } from '#portal/rollouts/find-new-errors.ts';
import { makeFlagToken } from '../flags/support/flag-home.ts';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';

const logger = createLogger('test', 'silent');
const FLAG = exampleFlag.name;
let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

function breakInOnePlace(words: string): Error {
  return new TypeError(words);
}

test('the same error is the same whatever it says, another place is another', () => {
  const [one, other] = ['user 7', 'user 8'].map(breakInOnePlace).map(identifyError);
  expect(one).toEqual(other);
  expect(one?.title).toMatch(/^TypeError in breakInOnePlace/);
  expect(identifyError(new TypeError('user 7')).fingerprint).not.toBe(one?.fingerprint);
  expect(JSON.stringify(one)).not.toContain('user 7');
  for (const odd of [undefined, null, 'a word', { stack: 7 }]) expect(() => identifyError(odd)).not.toThrow();
});

test('a server reports what nobody foresaw, with what the flags said, to the portal and to Sentry', async () => {
  const token = await makeFlagToken(portal, 'tracked');
  const envelopes: { request: IncomingMessage; text: string }[] = [];
  const sentry = createServer(async (request, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    envelopes.push({ request, text: Buffer.concat(chunks).toString() });
    reply.end('{}');
  });
  await new Promise<void>((resolve) => sentry.listen(0, '127.0.0.1', resolve));
  const dsn = `http://key@127.0.0.1:${(sentry.address() as AddressInfo).port}/42`;
  const sinks = [reportToHome(portal.url, token), reportToSentry(dsn)];
  const reporter = createErrorReporter({ service: 'saas', environment: 'tracked', commit: 'c0ffee', logger, sinks });
  const app = createOwnServer({ logger, onUnforeseen: reporter.report });
  app.post('/broken', async () => {
    await Promise.resolve();
    noteFlagState(FLAG, true);
    throw breakInOnePlace('someone@example.com');
  });
  const since = new Date(Date.now() - 1_000);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const body = JSON.stringify({ text: 'x'.repeat(100_000) });
  const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const { status, headers } = await fetch(`${url}/broken`, sent);
  expect(status).toBe(500);
  await reporter.stop();
  const { errors } = (await portal.as('viewer', 'GET', '/api/v1/telemetry/errors?environment=tracked')).body;
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({
    service: 'saas',
    n: 1,
    commit: 'c0ffee',
    request_id: headers.get('x-request-id'),
    flags_on: [FLAG],
    flags_off: [],
  });
  expect(await findNewErrors(portal.database, 'tracked', since, FLAG)).toMatchObject({
    exposed: [errors[0].title],
    others: [],
  });
  expect(await findNewErrors(portal.database, 'tracked', new Date(Date.now() + 60_000), FLAG)).toMatchObject({
    exposed: [],
  });
  await portal.database.query("UPDATE tracked_errors SET first_at = first_at - interval '60 days'");
  const listed = async (met: string) => {
    const path = `/api/v1/telemetry/errors?environment=tracked&met=${met}`;
    return (await portal.as('viewer', 'GET', path)).body.errors.length;
  };
  expect([await listed('first'), await listed('last')]).toEqual([0, 1]);
  const [envelope] = envelopes;
  expect(envelope?.request.url).toBe('/api/42/envelope/');
  expect(envelope?.request.headers['x-sentry-auth']).toContain('sentry_key=key');
  const [, item, event] = (envelope?.text ?? '')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(item).toEqual({ type: 'event' });
  expect(event).toMatchObject({ release: 'c0ffee', contexts: { flags: { values: [{ flag: FLAG, result: true }] } } });
  expect(JSON.stringify([errors, envelopes[0]?.text])).not.toContain('someone@example.com');
  await app.close();
  await new Promise((resolve) => sentry.close(resolve));
});

test('so does a job, with what flags said in it; what was foreseen is nobody’s error', async () => {
  const reports: ErrorReport[] = [];
  const sinks = [async (report: ErrorReport) => void reports.push(report)];
  const reporter = createErrorReporter({ service: 'saas', environment: 'tracked', commit: 'c0ffee', logger, sinks });
  let tried = 0;
  const run = async ({ fault }: Record<string, unknown>) => {
    noteFlagState(FLAG, true);
    tried += 1;
    if (fault) throw new Fault('portal_unreachable', 'The portal is away.');
    throw breakInOnePlace('someone@example.com');
  };
  const jobs = new JobQueue({
    database: portal.database,
    connectionString: portal.databaseUrl,
    concurrency: 1,
    logger,
    jobs: [{ name: 'break', run }],
    onUnforeseen: reporter.report,
  });
  await jobs.start();
  await insertOutbox(portal.database, { task: 'break', key: 'one', payload: { fault: true } });
  await insertOutbox(portal.database, { task: 'break', key: 'other', payload: {} });
  jobs.wake();
  await until(async () => tried >= 2 && reports.length > 0);
  await jobs.stop();
  expect(new Set(reports.map(({ title }) => title))).toEqual(new Set([reports[0]?.title]));
  expect(reports[0]).toMatchObject({ title: expect.stringMatching(/^TypeError/), flags: { [FLAG]: true } });
});

test('a receiver that is away costs nobody anything', async () => {
  const sinks = [reportToHome('http://127.0.0.1:9', 'tgf_x'), reportToSentry('http://key@127.0.0.1:9/1')];
  const reporter = createErrorReporter({ service: 'saas', environment: 'tracked', commit: 'c0ffee', logger, sinks });
  for (let count = 0; count < 1_000; count++) reporter.report(new Error('x'), null);
  await reporter.stop();
});

test('only the token of an environment may tell, and only what an error is', async () => {
  const url = `${portal.url}/api/v1/telemetry/errors`;
  const body = JSON.stringify({ service: 'saas' });
  const post = (token: string) =>
    fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    });
  expect((await post('tgf_wrong')).status).toBe(401);
  expect((await post(await makeFlagToken(portal, 'tracked'))).status).toBe(422);
});

test('the portal keeps its own', async () => {
  await portal.database.query('ALTER TABLE staff RENAME TO staff_away');
  await portal.as('viewer', 'GET', '/api/v1/flags');
  await portal.database.query('ALTER TABLE staff_away RENAME TO staff');
  const found = await until(async () => {
    const path = '/api/v1/telemetry/errors?environment=customers-development';
    const { errors } = (await portal.as('viewer', 'GET', path)).body;
    return errors.length > 0 && errors;
  });
  expect(found[0]).toMatchObject({ service: 'portal' });
});
