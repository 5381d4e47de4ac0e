import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHANGES_PATH } from '#sdk/contract.ts';
import { askRedis } from '../../../dev/redis/ask-redis.ts';
import { MovableClock } from '../../../dev/redis/movable-clock.ts';
import { RedisServer } from '../../../dev/redis/redis-server.ts';
import { TcpProxy } from '../../../dev/tcp-proxy.ts';
import { startTestPortal, type TestPortal } from '../../support/test-portal.ts';
import { FaultWorld } from './support/fault-world.ts';

/** In each: no wrong offer, no answer past its deadline, well again without a restart, and nothing old left behind. */

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

/** Who was told holds floors and is right at once; who comes new is right once the feed was replayed. */
async function nothingOldIsLeft(world: FaultWorld): Promise<void> {
  const [one, two] = world.processes;
  const [half, rest] = [world.quietIds.slice(0, 4), world.quietIds.slice(4)];
  for (const until = performance.now() + 500; performance.now() < until; await delay(5)) {
    for (const told of [one, two]) if (told) expect(await world.listOld(told, half)).toEqual([]);
  }
  const newcomer = await world.addProcess();
  await expect.poll(() => world.listOld(newcomer, rest), { timeout: 10_000 }).toEqual([]);
  await world.untilWell();
}

describe('Redis', () => {
  test('nothing is wrong', async () => {
    await using world = await FaultWorld.start(portal);
    await delay(1_000);
    expect(await world.broken()).toEqual([]);
    expect(world.untold).toEqual([]);
    expect(world.watch.reads.get('unknown')).toBeUndefined();
    await world.untilCurrent(1_000);
  });

  test('is killed and comes back empty', async () => {
    await using world = await FaultWorld.start(portal);
    await world.redis.kill();
    await delay(1_500);
    // An invalidation may try for 3 s.
    await expect.poll(() => world.untold).toContain('cache_unavailable');
    expect(world.watch.reads.get('unknown')).toBeUndefined();
    await world.redis.restart({ empty: true });
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
    await world.untilCurrent(1_000);
  });

  test('is killed and comes back with an old snapshot', async () => {
    await using world = await FaultWorld.start(portal);
    await world.fillQuietOnes();
    expect(await askRedis(world.redis.port, 'SAVE')).toBe('+OK');
    await world.changeQuietOnes();
    await delay(500);
    await world.redis.kill();
    await world.redis.restart({ empty: false });
    await nothingOldIsLeft(world);
    expect(await world.broken()).toEqual([]);
    await world.untilCurrent(1_000);
  });

  test('fails over to a replica that is behind', async () => {
    await using world = await FaultWorld.start(portal);
    const replication = world.stack.use(new TcpProxy({ port: world.redis.port }));
    await replication.start();
    const replica = world.stack.use(new RedisServer({ replicaOf: replication }));
    await replica.start();
    await expect.poll(() => askRedis(replica.port, 'INFO replication')).toContain('master_link_status:up');
    await world.fillQuietOnes();
    await expect
      .poll(() => askRedis(replica.port, `EXISTS namespaces:eligible_trials:${world.quietIds.at(-1)}`), {
        timeout: 5_000,
      })
      .toBe(':1');
    replication.hang();
    await world.changeQuietOnes();
    await delay(500);
    await world.redis.kill();
    await askRedis(replica.port, 'REPLICAOF NO ONE');
    world.toRedis.target = replica.port;
    await nothingOldIsLeft(world);
    expect(await world.broken()).toEqual([]);
    await world.untilCurrent(1_000);
  });

  test('was replaced, and nobody has replayed the feed: what it holds is asked again', async () => {
    await using world = await FaultWorld.start(portal);
    await world.fillQuietOnes();
    world.tampering.tamper = (path) => (path.startsWith(CHANGES_PATH) ? { status: 503, body: '{}' } : 'pass');
    await world.redis.restart({ empty: false });
    const newcomer = await world.addProcess();
    const seen = new Map<string, number>();
    for (let time = 0; time < 10; time++) {
      const sources = [...(await newcomer.check(world.quietIds)).values()].map(({ source }) => source);
      for (const source of sources) seen.set(source, (seen.get(source) ?? 0) + 1);
      await delay(20);
    }
    // Marked stale where the portal takes longer than such an answer may be waited for, as on a loaded machine.
    expect([...seen.keys()].filter((source) => source !== 'portal' && source !== 'stale')).toEqual([]);
    expect(seen.get('portal')).toBeGreaterThan(0);
    world.tampering.tamper = () => 'pass';
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
  });

  test('is flushed, again and again', async () => {
    await using world = await FaultWorld.start(portal);
    for (let time = 0; time < 3; time++) {
      expect(await askRedis(world.redis.port, 'FLUSHALL')).toBe('+OK');
      await delay(400);
    }
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
    expect(world.watch.reads.get('unknown')).toBeUndefined();
    await world.untilCurrent(1_000);
  });

  test('says nothing for 3 s', async () => {
    await using world = await FaultWorld.start(portal);
    world.redis.pause();
    await delay(3_000);
    world.redis.resume();
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
    await world.untilCurrent(1_000);
  });

  test('answers late, then by drips', async () => {
    await using world = await FaultWorld.start(portal);
    world.toRedis.delay(150);
    await delay(1_500);
    world.toRedis.delay(0);
    world.toRedis.drip(2_000);
    await delay(1_000);
    await world.toRedis.mend();
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
    await world.untilCurrent(1_000);
  });

  test('its line is cut again and again', async () => {
    await using world = await FaultWorld.start(portal);
    for (let cut = 0; cut < 5; cut++) {
      await world.toRedis.cut();
      await world.toRedis.mend();
      await delay(250);
    }
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
    await world.untilCurrent(1_000);
  });

  test('evicts tombstones and everything else', async () => {
    await using world = await FaultWorld.start(portal);
    const client = await createClient({ url: world.redis.url })
      .on('error', () => {})
      .connect();
    for (const until = performance.now() + 1_500; performance.now() < until; ) {
      const id = world.ids[Math.floor(Math.random() * world.ids.length)];
      await client.del(`namespaces:eligible_trials:${id}`);
      await delay(1);
    }
    client.destroy();
    expect(await world.broken()).toEqual([]);
    await world.untilWell();
    await world.untilCurrent(1_000);
  });

  test.each([3_600, -3_600])('its clock moves by %i s and back', { timeout: 40_000 }, async (seconds) => {
    const folder = await mkdtemp(join(tmpdir(), 'trialgate-clock-'));
    const clock = await MovableClock.create(folder);
    {
      await using world = await FaultWorld.start(portal, { redis: { environment: clock.environment } });
      world.stack.defer(() => rm(folder, { recursive: true }));
      await clock.shift(seconds);
      await delay(1_000);
      await world.addProcess();
      await world.untilWell();
      await clock.shift(0);
      await delay(1_000);
      await world.untilWell();
      expect(await world.broken()).toEqual([]);
      await world.untilCurrent(1_000);
    }
  });
});
