import { expect, test } from 'vitest';
import { FLAG, readFlagOption } from './flag.ts';

test.each([
  [7, { targetingKey: '7', userId: '7' }],
  [undefined, {}],
])('an OpenFeature client is asked for the flag, off by default, with the person %s', async (userId, context) => {
  const asked: unknown[] = [];
  const evaluate = readFlagOption({
    getBooleanDetails: async (...question) => {
      asked.push(question);
      return { value: true, reason: 'TARGETING_MATCH' };
    },
  });
  expect(await evaluate(userId)).toEqual({ value: true, reason: 'TARGETING_MATCH' });
  expect(asked).toEqual([[FLAG, false, context]]);
});

test('an OpenFeature client that fails is off, and one that gives no reason is on without one', async () => {
  const failing = readFlagOption({ getBooleanDetails: async () => Promise.reject(new Error('away')) });
  expect(await failing(7)).toEqual({ value: false, reason: 'ERROR' });
  const silent = readFlagOption({ getBooleanDetails: async () => ({ value: true }) });
  expect(await silent(7)).toEqual({ value: true, reason: 'UNKNOWN' });
});
