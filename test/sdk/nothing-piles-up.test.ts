import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSdk } from './support/open-sdk.ts';
import { StallWatch } from './support/stall-watch.ts';

/** A portal that never answers, and counts who waits. */

let stack: AsyncDisposableStack;
let waiting: Set<ServerResponse>;
let most: number;
let server: Server;
let url: string;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  [waiting, most] = [new Set(), 0];
  server = createServer((_, response) => {
    waiting.add(response);
    most = Math.max(most, waiting.size);
    response.once('close', () => waiting.delete(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await stack.disposeAsync();
  server.closeAllConnections();
  server.close();
});

test('a portal that hangs: a bounded number of requests, everybody answered in time, and no memory kept', async () => {
  const { sdk } = openSdk(stack, url, { deadlineMs: 300 });
  const because = new Map<string | undefined, number>();
  const before = process.memoryUsage().heapUsed;
  let slowest = 0;
  using stalls = new StallWatch();
  let id = 0;
  for (let wave = 0; wave < 4; wave++) {
    const checks = Array.from({ length: 400 }, async () => {
      const began = performance.now();
      const answers = await sdk.check(Array.from({ length: 100 }, () => ++id));
      slowest = Math.max(slowest, performance.now() - began);
      for (const answer of answers.values()) {
        expect(answer.trialTypes).toBeUndefined();
        because.set(answer.because, (because.get(answer.because) ?? 0) + 1);
      }
    });
    await Promise.all(checks);
  }
  // 40,000 namespaces a wave, of which 8 requests of 1,000 and a queue of 20,000 are let in.
  expect(because.get('portal_overloaded')).toBeGreaterThan(10_000);
  expect([...because.keys()].every((code) => code !== undefined)).toBe(true);
  // Eight that ask, one that learns the types, one that follows the changes.
  expect(most).toBeLessThanOrEqual(10);
  // This process itself is busy with 40,000 answers meanwhile: what its event loop stands still is not the SDK's.
  expect(slowest).toBeLessThan(300 + 50 + 3 * stalls.take());
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 2 ** 20);
  await expect.poll(() => waiting.size, { timeout: 3_000 }).toBeLessThanOrEqual(2);
});

test('many who ask for the same are one question', async () => {
  const { sdk } = openSdk(stack, url, { deadlineMs: 200 });
  await Promise.all(Array.from({ length: 200 }, () => sdk.check([1, 2, 3])));
  // One that asks, and those that learn and follow.
  expect(most).toBeLessThanOrEqual(3);
});
