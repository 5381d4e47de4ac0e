import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { afterEach, expect, test } from 'vitest';
import { askRedis } from './ask-redis.ts';
import { MovableClock } from './movable-clock.ts';
import { RedisServer, type RedisServerOptions } from './redis-server.ts';

let stack = new AsyncDisposableStack();
afterEach(async () => {
  await stack.disposeAsync();
  stack = new AsyncDisposableStack();
});

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-redis-test-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(options: RedisServerOptions = {}): Promise<RedisServer> {
  const server = stack.use(new RedisServer(options));
  await server.start();
  return server;
}

const get = (server: RedisServer) => askRedis(server.port, 'GET name');
const silent = async (server: RedisServer) => {
  const outcome = askRedis(server.port, 'PING').then(() => 'answered');
  return Promise.race([outcome, new Promise((resolve) => setTimeout(() => resolve('silent'), 200))]);
};

test('starts on its own port and writes nothing by itself', async () => {
  const [one, other] = [await start(), await start()];
  expect(one.port).not.toBe(other.port);
  const client = createClient({ url: one.url });
  await client.connect();
  expect(await client.configGet(['save', 'appendonly'])).toMatchObject({ save: '', appendonly: 'no' });
  client.destroy();
});

test('takes settings of several words', async () => {
  const server = await start({
    settings: { 'maxmemory-policy': 'allkeys-lru', 'client-output-buffer-limit': 'pubsub 1mb 1mb 60' },
  });
  expect(await askRedis(server.port, 'CONFIG GET maxmemory-policy')).toContain('allkeys-lru');
  expect(await askRedis(server.port, 'CONFIG GET client-output-buffer-limit')).toContain('pubsub 1048576 1048576 60');
});

test('restarts on the same port, with what it held or empty, also after it was killed or paused', async () => {
  const server = await start();
  const { port } = server;
  await askRedis(port, 'SET name value');
  server.pause();
  await server.restart({ empty: false });
  expect(server.port).toBe(port);
  expect(await get(server)).toContain('value');
  await server.kill();
  expect(server.running).toBe(false);
  await expect(askRedis(port, 'PING')).rejects.toThrow();
  await server.restart({ empty: true });
  expect(await get(server)).toBe('$-1');
});

test('says nothing while it is paused', async () => {
  const server = await start();
  server.pause();
  expect(await silent(server)).toBe('silent');
  server.resume();
  expect(await silent(server)).toBe('answered');
  server.pause();
  await server.stop();
  expect(server.running).toBe(false);
});

test('follows another one', async () => {
  const master = await start();
  await askRedis(master.port, 'SET name value');
  const replica = await start({ replicaOf: master });
  await expect.poll(() => get(replica)).toContain('value');
});

test('its clock can be moved both ways', async () => {
  const clock = await MovableClock.create(await makeFolder());
  const server = await start({ environment: clock.environment });
  const secondsAhead = async () => {
    const seconds = Number((await askRedis(server.port, 'TIME')).split('\r\n')[2]);
    return seconds - Date.now() / 1_000;
  };
  expect(Math.abs(await secondsAhead())).toBeLessThan(2);
  for (const shift of [3_600, -120, 0]) {
    await clock.shift(shift);
    expect(Math.abs((await secondsAhead()) - shift)).toBeLessThan(2);
  }
});

test('says what it said when it does not start, and leaves no process', async () => {
  const server = new RedisServer({ settings: { 'maxmemory-policy': 'whatever-lru' } });
  await expect(server.start()).rejects.toThrow(/maxmemory-policy/);
  expect(server.running).toBe(false);
  await server.stop();
});

test.each(['SIGKILL', 'SIGTERM'] as const)('dies with the process that started it (%s)', async (signal) => {
  const script = `import { RedisServer } from './dev/redis/redis-server.ts';
    const server = new RedisServer(); await server.start(); console.log(server.port); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: await makeFolder() },
  });
  const [port] = (await once(child.stdout, 'data')).map(Number) as [number];
  expect(await askRedis(port, 'PING')).toBe('+PONG');
  child.kill(signal);
  await once(child, 'exit');
  await expect.poll(() => askRedis(port, 'PING').catch(() => 'gone')).toBe('gone');
});

test('removes its own folder, and leaves one that it was given', async () => {
  const folder = await makeFolder();
  const server = await start({ folder });
  expect(await askRedis(server.port, 'CONFIG GET dir')).toContain(folder);
  await server.stop();
  expect(existsSync(folder)).toBe(true);
  const own = await start();
  const dir = (await askRedis(own.port, 'CONFIG GET dir')).split('\r\n').at(-1) ?? '';
  expect(existsSync(dir)).toBe(true);
  await own.stop();
  expect(existsSync(dir)).toBe(false);
});
