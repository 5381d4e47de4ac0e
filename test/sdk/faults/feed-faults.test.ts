import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHANGES_PATH } from '#sdk/contract.ts';
import { startTestPortal, type TestPortal } from '../../support/test-portal.ts';
import { FaultWorld } from './support/fault-world.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

describe('the feed', () => {
  test('is cut in the middle of an event, again and again', async () => {
    await using world = await FaultWorld.start(portal);
    for (let cut = 0; cut < 12; cut++) {
      world.toPortal.cutAfter(50 + cut * 35);
      await delay(150);
    }
    await world.toPortal.mend();
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
    await world.untilCurrent(2_000);
  });

  test.each([
    ['half of its JSON', { status: 200, body: '{"changes":[{"cursor":"1.5","namesp' }],
    ['a change that is none', { status: 200, body: '{"changes":[{"cursor":"1.5"}],"next":"1.5","epoch":1}' }],
    ['500s', { status: 500, body: '{}' }],
    ['401s', { status: 401, body: '{}' }],
    ['cursors that are gone', { status: 410, body: '{"success":false}' }],
  ])('answers with %s', async (_, answer) => {
    await using world = await FaultWorld.start(portal);
    world.tampering.tamper = (path) => (path.startsWith(CHANGES_PATH) ? answer : 'pass');
    await delay(1_200);
    world.tampering.tamper = () => 'pass';
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
    await world.untilCurrent(2_000);
  });

  test('is not there at all, as in front of GitLab’s own portal: told changes are seen', async () => {
    await using world = await FaultWorld.start(portal);
    world.tampering.tamper = (path) => (path.startsWith(CHANGES_PATH) ? { status: 404, body: '{}' } : 'pass');
    await delay(1_500);
    expect(await world.broken()).toEqual([]);
    expect(world.untold).toEqual([]);
  });
});

describe('the feed for longer than 30 s', () => {
  test.concurrent('silent: nothing older than that is answered unmarked', { timeout: 80_000 }, async () => {
    await using world = await FaultWorld.start(portal, { pace: 10 });
    world.tampering.tamper = (path) => (path.startsWith(CHANGES_PATH) ? { status: 503, body: '{}' } : 'pass');
    await delay(33_000);
    world.watch.reads.clear();
    await delay(2_000);
    // Asked again before it is served: the portal is there.
    expect(world.watch.reads.get('l1')).toBeUndefined();
    expect(world.watch.reads.get('redis')).toBeUndefined();
    expect(world.watch.reads.get('portal')).toBeGreaterThan(50);
    world.tampering.tamper = () => 'pass';
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
    await world.untilCurrent(2_000);
  });

  test.concurrent('silent, and the portal with it: stale is what it is called', { timeout: 80_000 }, async () => {
    await using world = await FaultWorld.start(portal, { pace: 10 });
    await world.toPortal.cut();
    await delay(33_000);
    world.watch.reads.clear();
    await delay(1_000);
    expect([...world.watch.reads.keys()].sort()).toEqual(['stale', 'unknown']);
    await world.toPortal.mend();
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
    await world.untilCurrent(2_000);
  });
});
