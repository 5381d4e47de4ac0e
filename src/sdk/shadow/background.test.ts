import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Background } from './background.ts';

function open(options: Partial<ConstructorParameters<typeof Background>[0]> = {}) {
  const dropped: string[] = [];
  const failed: unknown[] = [];
  const background = new Background({
    concurrency: 2,
    waiting: 3,
    onDropped: (reason) => dropped.push(reason),
    onFailed: (error) => failed.push(error),
    ...options,
  });
  return { background, dropped, failed };
}

test('so many at a time and so many waiting; the rest is dropped and counted', async () => {
  const { background, dropped } = open();
  let [running, most] = [0, 0];
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  for (let added = 0; added < 10; added++) {
    background.add(async () => {
      running += 1;
      most = Math.max(most, running);
      await gate;
      running -= 1;
    });
    await delay(1);
  }
  expect([most, background.size, dropped.length]).toEqual([2, 5, 5]);
  release();
  await delay(20);
  expect([background.size, running, most]).toEqual([0, 0, 2]);
});

test('nothing begins before the caller has gone on', async () => {
  const { background } = open();
  const order: string[] = [];
  background.add(async () => void order.push('work'));
  await Promise.resolve().then(() => order.push('caller'));
  await delay(5);
  expect(order).toEqual(['caller', 'work']);
});

test('after five failures in a row the rest is left alone for a while', async () => {
  const { background, dropped, failed } = open({ waiting: 100 });
  for (let added = 0; added < 12; added++) background.add(() => Promise.reject(new Error('away')));
  await delay(50);
  expect(failed.length).toBeGreaterThanOrEqual(5);
  expect(failed.length).toBeLessThanOrEqual(6);
  expect(dropped).toContain('breaker_open');
});

test('stopping forgets what waits', async () => {
  const { background } = open({ concurrency: 1 });
  let done = 0;
  for (let added = 0; added < 3; added++) {
    background.add(async () => {
      await delay(10);
      done += 1;
    });
  }
  await delay(2);
  await background.stop();
  background.add(async () => {
    done += 1;
  });
  await delay(20);
  expect(done).toBe(1);
});
