import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askRedis } from '../redis/ask-redis.ts';
import { startRedis } from './start-redis.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trialgate-demo-redis-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

test('takes the one of REDIS_URL and does not show its password', async () => {
  vi.stubEnv('REDIS_URL', 'redis://someone:secret@redis.example:6380/2');
  await using stack = new AsyncDisposableStack();
  const { url, sentence } = await startRedis(folder, stack);
  expect(url).toBe('redis://someone:secret@redis.example:6380/2');
  expect(sentence).toContain('redis.example:6380');
  expect(sentence).not.toContain('secret');
});

test('otherwise starts one of its own, which ends with the demo', async () => {
  vi.stubEnv('REDIS_URL', '');
  const stack = new AsyncDisposableStack();
  const { url, sentence } = await startRedis(folder, stack);
  expect(sentence).toContain(url);
  const port = Number(URL.parse(url ?? '')?.port);
  expect(await askRedis(port, 'CONFIG GET dir')).toContain(folder);
  await stack.disposeAsync();
  await expect(askRedis(port, 'PING')).rejects.toThrow();
});

test('otherwise says that there is none', async () => {
  vi.stubEnv('REDIS_URL', undefined);
  vi.stubEnv('PATH', folder);
  await using stack = new AsyncDisposableStack();
  const { url, sentence } = await startRedis(folder, stack);
  expect(url).toBeUndefined();
  expect(sentence).toContain('There is no Redis');
});
