import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../../support/test-portal.ts';
import { FaultWorld } from './support/fault-world.ts';
import { SdkChild } from './support/sdk-child.ts';
import { machineNow } from './support/sdk-process.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

describe('a process', () => {
  test.each([3_600_000, -3_600_000])('has a wall clock that goes wrong by %i ms and back', async (off) => {
    let wrong = 0;
    const clock = { monotonic: () => performance.now(), wall: () => Date.now() + wrong };
    await using world = await FaultWorld.start(portal);
    const sdk = await world.addProcess({ clock });
    await world.untilWell();
    await world.fillQuietOnes();
    const isNear = async () => [...(await sdk.check(world.quietIds)).values()].every(({ source }) => source === 'l1');
    await expect.poll(isNear).toBe(true);
    wrong = off;
    // Nothing of these was changed: only the clock empties the tier, and then it goes on.
    await expect.poll(isNear, { interval: 1, timeout: 1_000 }).toBe(false);
    await expect.poll(isNear).toBe(true);
    wrong = 0;
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
    await world.untilCurrent(1_000);
  });

  test('starts with a wall clock that is wrong by an hour, and is used like any other', async () => {
    await using world = await FaultWorld.start(portal);
    const clock = { monotonic: () => performance.now() + 1e6, wall: () => Date.now() - 3_600_000 };
    await world.addProcess({ clock });
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
  });

  test('stands still for 10 s, goes on, and says nothing of what it knew before', { timeout: 60_000 }, async () => {
    await using world = await FaultWorld.start(portal);
    const child = await SdkChild.start(world);
    await delay(1_000);
    expect((await child.takeLog()).some(([, , , source]) => source === 'l1')).toBe(true);
    child.signal('SIGSTOP');
    const began = performance.now();
    await delay(500);
    const told = new Map<number, { version: number; at: number }>();
    const [first = 0] = world.ids;
    const version = await world.change(first, true);
    // Nobody waits for longer than a process without a confirmed tier may still be believed in.
    expect(performance.now() - began).toBeLessThan(500 + 1_500 + 1_000);
    told.set(first, { version, at: machineNow() });
    await delay(10_000 - (performance.now() - began));
    child.signal('SIGCONT');
    await delay(500);
    const reads = await child.takeLog();
    const after = reads.filter(([at]) => at > (told.get(first)?.at ?? 0));
    expect(after.length).toBeGreaterThan(20);
    const old = after.filter(([, id, seen]) => id === first && seen < version);
    expect(old).toEqual([]);
    expect(await world.broken()).toEqual([]);
  });

  test('is killed between load and fill, again and again', { timeout: 60_000 }, async () => {
    await using world = await FaultWorld.start(portal);
    for (let time = 0; time < 4; time++) {
      const child = await SdkChild.start(world);
      const loading = setInterval(() => child.load(), 2);
      await delay(100 + Math.random() * 100);
      clearInterval(loading);
      await child.kill();
    }
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
    await world.untilCurrent(1_000);
  });

  test('read the feed and is killed: another one reads on within 5 s', { timeout: 60_000 }, async () => {
    await using world = await FaultWorld.start(portal, { processes: 0 });
    const reader = await SdkChild.start(world);
    const other = await world.addProcess();
    await world.untilWell();
    const [, second = 0] = world.ids;
    await reader.kill();
    const began = performance.now();
    const version = await world.change(second, false);
    await expect
      .poll(async () => (await other.check([second])).get(second)?.version, { timeout: 10_000, interval: 20 })
      .toBeGreaterThanOrEqual(version);
    expect(performance.now() - began).toBeLessThan(5_000 + 500);
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
  });
});
