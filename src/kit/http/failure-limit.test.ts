import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { FailureLimit } from './failure-limit.ts';

test('is reached by failures of one key alone, until its time is over or it succeeds', async () => {
  const limit = new FailureLimit(2, 60);
  limit.fail('one');
  expect(limit.isReached('one')).toBe(false);
  limit.fail('one');
  expect([limit.isReached('one'), limit.isReached('other')]).toEqual([true, false]);
  expect(limit.secondsLeft('one')).toBe(1);
  await setTimeout(80);
  expect(limit.isReached('one')).toBe(false);
  limit.fail('one');
  limit.fail('one');
  limit.forget('one');
  expect(limit.isReached('one')).toBe(false);
});
