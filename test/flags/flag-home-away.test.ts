import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Flags } from '#flags/client/connect-flags.ts';
import { exampleFlag } from '#flags/definitions/example-flag.ts';
import { PortalProcess } from '../support/portal-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { makeTokens, send, until } from '../support/test-portal.ts';
import { Connections, ENVIRONMENT, makeFlagToken, reason } from './support/flag-home.ts';

const FLAG = exampleFlag.name;
const NOWHERE = 'http://127.0.0.1:9';
const connections = new Connections();
let database: TestDatabase;
let portals: [PortalProcess, PortalProcess];
let operator: string;
let token: string;

beforeAll(async () => {
  database = await createTestDatabase('portal');
  const environment = { PORTAL_DATABASE_URL: database.url, SAAS_URL: NOWHERE };
  portals = [await PortalProcess.create(environment), await PortalProcess.create(environment)];
  for (const portal of portals) await portal.start();
  operator = (await makeTokens(database.pool)).operator;
  token = await makeFlagToken({ url: portals[0].url, database: database.pool });
});
afterAll(async () => {
  await connections.close();
  await Promise.all(portals.map((portal) => portal.stop('SIGTERM')));
  await database.drop();
});

async function set(state: string, portal = portals[0]): Promise<void> {
  const url = `${portal.url}/api/v1/flags/${FLAG}/environments/${ENVIRONMENT}`;
  const headers = { authorization: `Bearer ${operator}` };
  expect((await send(url, 'PUT', { headers, body: { state, reason } })).status).toBe(200);
}
const ask = async ({ client }: Flags) => client.getBooleanValue(FLAG, false, { targetingKey: '7' });
const becomes = (flags: Flags, value: boolean) => until(async () => (await ask(flags)) === value);

/** A logger and what it was told. */
function listen() {
  const lines: { msg: string; source?: string; trouble?: string }[] = [];
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    lines.push(JSON.parse(chunk.toString()));
    done();
  };
  return { lines, logger: pino(new Writable({ write })) };
}

describe('without a flag home', () => {
  test('a process starts within the wait, everything off, says so, and has it once it is there', async () => {
    const { lines, logger } = listen();
    const late = await PortalProcess.create({ PORTAL_DATABASE_URL: database.url, SAAS_URL: NOWHERE });
    await set('on');
    const began = Date.now();
    const flags = await connections.connect({ url: late.url, token, logger });
    expect(Date.now() - began).toBeGreaterThan(2_900);
    expect(Date.now() - began).toBeLessThan(4_000);
    expect([flags.source, await ask(flags)]).toEqual(['none', false]);
    expect(lines.find(({ source }) => source === 'none')?.msg).toContain('every flag is off');
    await late.start();
    await becomes(flags, true);
    await late.stop('SIGTERM');
  });

  test('overrides hold without any', async () => {
    const flags = await connections.connect({ url: NOWHERE, token, wait: 50, overrides: { [FLAG]: true } });
    expect(await ask(flags)).toBe(true);
  });

  test('without a token nothing is asked and nothing waited for', async () => {
    const asked: string[] = [];
    const server = createServer((request) => asked.push(request.url ?? ''));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const began = Date.now();
    const flags = await connections.connect({ url: `http://127.0.0.1:${port}`, token: undefined });
    expect(Date.now() - began).toBeLessThan(500);
    expect([flags.source, await ask(flags)]).toEqual(['none', false]);
    await flags.tellEvaluations();
    server.close();
    expect(asked).toEqual([]);
  });

  test('one that takes requests and never answers is waited for no longer', async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const began = Date.now();
    const flags = await connections.connect({ url: `http://127.0.0.1:${port}`, token, wait: 300 });
    expect([flags.source, await ask(flags)]).toEqual(['none', false]);
    const closing = Date.now();
    await flags.close();
    expect(closing - began).toBeLessThan(800);
    expect(Date.now() - closing).toBeLessThan(1_500);
    server.closeAllConnections();
    server.close();
  });

  test('a request that fails after the end ends nobody', async () => {
    let polls = 0;
    const server = createServer((request, response) => {
      if (request.url?.endsWith('/streaming')) response.writeHead(404).end();
      else if (request.url?.endsWith('/features')) polls += 1;
      else response.writeHead(202).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', note).on('uncaughtException', note);
    const flags = await connections.connect({ url: `http://127.0.0.1:${port}`, token, wait: 50 });
    await until(async () => polls > 0);
    await flags.close();
    server.closeAllConnections();
    server.close();
    await new Promise((resolve) => setTimeout(resolve, 3_700));
    process.off('unhandledRejection', note).off('uncaughtException', note);
    expect(unhandled).toEqual([]);
  });

  test('a wrong token is logged once, and the process goes on', async () => {
    const { lines, logger } = listen();
    const flags = await connections.connect({ url: portals[0].url, token: 'tgf_wrong', logger, wait: 600 });
    expect([flags.source, await ask(flags)]).toEqual(['none', false]);
    const said = lines.filter(({ trouble }) => trouble?.includes('401'));
    expect(said.length).toBeGreaterThan(0);
    expect(new Set(said.map(({ trouble }) => trouble)).size).toBe(said.length);
    expect(JSON.stringify(lines)).not.toContain('tgf_wrong');
  });
});

describe('the last known flags', () => {
  test('are there after a restart while the home is down, by environment, and nothing lies in the temp folder', async () => {
    const folder = await connections.folder();
    await set('on');
    const first = await connections.connect({ url: portals[0].url, token, folder, appName: 'saas' });
    await becomes(first, true);
    await first.close();
    const { lines, logger } = listen();
    const again = await connections.connect({ url: NOWHERE, token, folder, appName: 'saas', wait: 300, logger });
    expect([again.source, await ask(again)]).toEqual(['last_known', true]);
    expect(lines.find(({ source }) => source === 'last_known')?.msg).toContain('last known');
    const other = await connections.connect({
      url: NOWHERE,
      token,
      folder,
      appName: 'saas',
      environment: 'qa',
      wait: 50,
    });
    expect(other.source).toBe('none');
    expect(await readdir(join(folder, 'flags', ENVIRONMENT))).toEqual(['saas.json']);
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('unleash-'))).toEqual([]);
  });

  test('that were cut off or belong to nobody are as none', async () => {
    const folder = await connections.folder();
    await set('on');
    const first = await connections.connect({ url: portals[0].url, token, folder, appName: 'saas' });
    await becomes(first, true);
    await first.close();
    const file = join(folder, 'flags', ENVIRONMENT, 'saas.json');
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, 40));
    const again = await connections.connect({ url: NOWHERE, token, folder, appName: 'saas', wait: 50 });
    expect([again.source, await ask(again)]).toEqual(['none', false]);
  });

  test('that cannot be kept change nothing else', async () => {
    const { lines, logger } = listen();
    const flags = await connections.connect({ url: portals[0].url, token, folder: '/dev/null', logger });
    expect(flags.source).toBe('server');
    await set('off');
    await becomes(flags, false);
    await set('on');
    await becomes(flags, true);
    expect(lines.filter(({ msg }) => msg.includes('cannot be kept'))).toHaveLength(1);
  });
});

describe('several portals', () => {
  test('what is set on one reaches clients of the other', async () => {
    await set('off');
    const flags = await connections.connect({ url: portals[1].url, token });
    expect(await ask(flags)).toBe(false);
    await set('on', portals[0]);
    await becomes(flags, true);
    await set('users:8', portals[1]);
    await becomes(flags, false);
  });

  test('a portal that is killed leaves its clients their flags; back again, they follow', async () => {
    const [home, other] = portals;
    await set('on', other);
    const flags = await connections.connect({ url: home.url, token });
    await becomes(flags, true);
    await home.stop('SIGKILL');
    await set('off', other);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await ask(flags)).toBe(true);
    await home.start();
    await becomes(flags, false);
    await set('on', other);
    await becomes(flags, true);
  });

  test('a notification that was lost is made up for', async () => {
    await set('off');
    const flags = await connections.connect({ url: portals[0].url, token });
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'portal flags' AND datname = current_database()`,
    );
    await set('on');
    await becomes(flags, true);
  });
});

describe('a stream that cannot be had', () => {
  test('is replaced by polling, also where it is opened and says nothing', async () => {
    await set('on');
    const swallowing = createServer((request, response) => {
      if (request.url?.endsWith('/streaming'))
        return void response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      const headers = { authorization: token };
      const path = `${portals[0].url}${request.url}`;
      fetch(path, { headers }).then(async (reply) => response.writeHead(reply.status).end(await reply.text()));
    });
    await new Promise<void>((resolve) => swallowing.listen(0, '127.0.0.1', resolve));
    const { port } = swallowing.address() as AddressInfo;
    const flags = await connections.connect({ url: `http://127.0.0.1:${port}`, token, wait: 50 });
    expect(flags.source).toBe('none');
    await becomes(flags, true);
    await flags.close();
    swallowing.closeAllConnections();
    swallowing.close();
  });
});
