import { beforeAll, expect, test } from 'vitest';
import { ensureSpin } from '../../scripts/ensure-spin.ts';
import { checkModel } from './check-model.ts';
import { CONFIGURATIONS } from './configurations.ts';
import { judgeSearch } from './judge-search.ts';

beforeAll(ensureSpin, 120_000);

const short = CONFIGURATIONS.filter((configuration) => configuration.isShort);

// Nearly all the time is the compiler's, so it is told not to try hard.
test.each(short)('$name $expected: $shows', { timeout: 60_000 }, async (configuration) => {
  expect(judgeSearch(configuration, await checkModel(configuration, { isQuick: true }))).toBeUndefined();
});

test('says what came before a stale read', async () => {
  const flags = ['PAUSE', 'CHANGES=1', 'NO_TOMBSTONE'];
  const { trail } = await checkModel({ flags }, { isQuick: true, isShortestTrail: true });
  expect(trail.at(-1)).toContain('a read shows state 0, needed is 1');
});

test('a search that was cut off is none', async () => {
  const cutOff = await checkModel({ flags: ['CHANGES=1'] }, { isQuick: true, deepest: 10 });
  expect(cutOff.exhausted).toBe(false);
});

test.each(['holds', 'fails'] as const)('something else than the property fails where it %s', (expected) => {
  const search = {
    states: 1,
    depth: 1,
    seconds: 0,
    errors: 1,
    exhausted: false,
    error: 'invalid end state',
    trail: ['it ends'],
  };
  const configuration = { name: 'any', flags: [], shows: '', expected, isShort: true };
  expect(judgeSearch(configuration, search)).toContain('invalid end state');
});
