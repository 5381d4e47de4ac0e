import { beforeEach, describe, expect, test } from 'vitest';
import { Floors } from './floors.ts';

describe('floors', () => {
  let floors: Floors;
  beforeEach(() => {
    floors = new Floors();
  });

  test.each([
    ['a higher epoch', { epoch: 3, version: 0 }, { epoch: 3, version: 0 }],
    ['a higher version', { epoch: 2, version: 8 }, { epoch: 2, version: 8 }],
    ['a lower version', { epoch: 2, version: 6 }, { epoch: 2, version: 7 }],
    ['a lower epoch', { epoch: 1, version: 9 }, { epoch: 2, version: 7 }],
  ])('keep the highest: %s', (_, told, kept) => {
    floors.raise(1, { epoch: 2, version: 7 }, '', 100);
    floors.raise(1, told, '', 200);
    expect(floors.get(1)).toMatchObject({ ...kept, toldAt: 200 });
  });

  test('keep the last token, and when it was told, through changes with a version', () => {
    floors.raise(1, { epoch: 0, version: 0 }, 'one', 100);
    floors.raise(1, { epoch: 1, version: 2 }, '', 200);
    expect(floors.get(1)).toEqual({ epoch: 1, version: 2, token: 'one', tokenAt: 100, toldAt: 200 });
    floors.raise(1, { epoch: 0, version: 0 }, 'other', 300);
    expect(floors.get(1)).toEqual({ epoch: 1, version: 2, token: 'other', tokenAt: 300, toldAt: 300 });
  });

  test('of a change with a version stop no load by its beginning', () => {
    floors.raise(1, { epoch: 1, version: 2 }, '', 200);
    expect(floors.get(1)?.tokenAt).toBe(Number.NEGATIVE_INFINITY);
  });

  test('last 60 s from the last word', () => {
    floors.raise(1, { epoch: 1, version: 1 }, '', 0);
    floors.raise(2, { epoch: 1, version: 1 }, '', 10_000);
    floors.raise(1, { epoch: 1, version: 1 }, '', 20_000);
    floors.prune(69_999);
    expect([floors.get(1), floors.get(2), floors.size].map(Boolean)).toEqual([true, true, true]);
    floors.prune(70_000);
    expect([floors.get(1), floors.get(2)].map(Boolean)).toEqual([true, false]);
    floors.prune(80_000);
    expect(floors.size).toBe(0);
  });

  test('have a bound, and say what they dropped because of it', () => {
    for (let id = 1; id <= 500_000; id++) floors.raise(id, { epoch: 1, version: 1 }, '', id);
    expect(floors.dropped).toBe(0);
    floors.raise(1, { epoch: 1, version: 2 }, '', 500_001);
    floors.raise(500_001, { epoch: 1, version: 1 }, '', 500_002);
    expect([floors.dropped, floors.size, floors.get(2), floors.get(1)?.version]).toEqual([1, 500_000, undefined, 2]);
  });
});
