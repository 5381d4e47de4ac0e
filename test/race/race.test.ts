import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runRace } from '../../bench/race/run-race.ts';
import { RedisServer } from '../../dev/redis/redis-server.ts';

// The short run of `npm run race`.
const CHANGES = 250;
const redis = new RedisServer();
beforeAll(() => redis.start());
afterAll(() => redis.stop());

const race = (mode: 'warm' | 'cold' | 'processes', lag: boolean, strategy: string, changes = CHANGES) =>
  runRace({ mode, lag, strategy, changes, redisUrl: redis.url });

describe('the race between readers and changes', () => {
  test.each([
    ['warm', false, 3],
    ['warm', true, 6],
    ['cold', false, 3],
    ['cold', true, 6],
    ['processes', false, 2],
  ] as const)('nothing stale and nothing stuck: %s, lagging %s', async (mode, lag, mostLoads) => {
    const result = await race(mode, lag, 'trialgate');
    expect(result.reads).toBeGreaterThan(result.changes);
    expect(result).toMatchObject({ stale_reads: 0, stuck: 0, failed_invalidations: 0 });
    expect(result.changes).toBeGreaterThanOrEqual(CHANGES);
    expect(result.loads_per_change).toBeLessThanOrEqual(mostLoads);
  });

  test('the same race sees a deleted entry instead of a tombstone lose', async () => {
    let found = 0;
    // A few thousand changes do it nearly always, so that a few rounds do it always.
    for (let round = 0; round < 5 && found === 0; round++) {
      const { stuck, stale_reads: stale } = await race('warm', true, 'trialgate with plain DEL', 2_000);
      found = stuck + stale;
    }
    expect(found).toBeGreaterThan(0);
  }, 60_000);

  test('the same race sees a naive cache lose', async () => {
    const { stuck, stale_reads: stale } = await race('warm', false, 'naive');
    expect(stuck).toBeGreaterThan(0);
    expect(stale).toBeGreaterThan(0);
  });
});
