import { expect, test } from 'vitest';
import { nextBatchSize, pauseAfter } from './backfill-pace.ts';

test('batches grow while they are quick, shrink when they are slow, and stay within bounds', () => {
  expect(nextBatchSize(2_000, 400)).toBe(2_000);
  expect(nextBatchSize(2_000, 100)).toBe(4_000);
  expect(nextBatchSize(2_000, 600)).toBe(1_333);
  expect(nextBatchSize(2_000, 60_000)).toBe(1_000);
  expect(nextBatchSize(300, 60_000)).toBe(200);
  expect(nextBatchSize(20_000, 1)).toBe(20_000);
});

test('the more others work, the longer it waits', () => {
  expect([0, 2, 3, 6, 100].map((active) => pauseAfter(400, active))).toEqual([0, 0, 200, 800, 5_000]);
});
