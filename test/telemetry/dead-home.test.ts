import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createTelemetry } from '#kit/telemetry/meter.ts';
import { pushToHome } from '#kit/telemetry/push-to-home.ts';
import { freePort } from '../../dev/free-port.ts';
import { listen } from './support/listen.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A home that is told, with each push, how much of `any_total` came with it. */
async function serve(answer: (status: (code: number) => void, counted: number) => void, port = 0): Promise<string> {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const counts = gunzipSync(body)
      .toString()
      .matchAll(/"any_total".*?"asDouble":(\d+)/g);
    const counted = [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
    answer((code) => response.writeHead(code, { 'content-type': 'application/json' }).end('{}'), counted);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function open(url: string) {
  const { said, logger } = listen();
  const push = () => pushToHome(url, 'tgf_any');
  return { said, telemetry: createTelemetry({ service: 'saas', version: 'v', environment: 'qa', logger, push }) };
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const AWAY = ['the flag home takes no numbers: they wait for a minute'];

test('that refuses costs a sentence, and another when it is over', async () => {
  let code = 401;
  const { said, telemetry } = open(await serve((answer) => answer(code)));
  for (let push = 0; push < 5; push++) await telemetry.push();
  expect(said).toEqual(AWAY);
  code = 200;
  await telemetry.push();
  expect(said).toEqual([...AWAY, 'the flag home takes numbers again']);
  await telemetry.stop();
});

test('that was away is told what has come meanwhile, but no more than of a minute', async () => {
  let code = 401;
  const got: number[] = [];
  const home = await serve((answer, counted) => {
    if (code === 200) got.push(counted);
    answer(code);
  });
  const { telemetry } = open(home);
  const counter = telemetry.meter.createCounter('any_total');
  for (let push = 1; push <= 15; push++) {
    counter.add(push);
    await telemetry.push();
  }
  code = 200;
  await telemetry.push();
  // Of sixteen pushes the last twelve, of which the very last had nothing to count.
  expect(got).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0]);
  code = 413;
  counter.add(1);
  await telemetry.push();
  code = 200;
  counter.add(7);
  await telemetry.push();
  // What was refused for what it is, is not pushed again.
  expect(got.at(-1)).toBe(7);
  expect(got).toHaveLength(13);
  await telemetry.stop();
});

test('where nobody listens, counting, the page and stopping go on', async () => {
  const { said, telemetry } = open(`http://127.0.0.1:${await freePort()}`);
  const counter = telemetry.meter.createCounter('any_total');
  counter.add(1);
  const pushing = telemetry.push();
  counter.add(1);
  expect(await took(telemetry.render)).toBeLessThan(500);
  expect(await telemetry.render()).toMatch(/any_total\{.*\} 2/);
  expect(await took(telemetry.stop)).toBeLessThan(1_500);
  await pushing;
  expect(said).toEqual(AWAY);
});

test('one that takes requests and never answers holds nobody up', async () => {
  const { telemetry } = open(await serve(() => {}));
  void telemetry.push();
  expect(await took(telemetry.stop)).toBeLessThan(1_500);
});
