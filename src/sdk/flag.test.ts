import { expect, test } from 'vitest';
import { FLAG, readFlagOption } from './flag.ts';

test.each([
  ['true', () => true, { value: true, reason: 'UNKNOWN' }],
  ['false, a moment later', async () => false, { value: false, reason: 'UNKNOWN' }],
  ['true, a moment later', async () => true, { value: true, reason: 'UNKNOWN' }],
  ['something else', () => 'yes' as never, { value: false, reason: 'UNKNOWN' }],
  [
    'nothing, but throws',
    () => {
      throw new Error('away');
    },
    { value: false, reason: 'ERROR' },
  ],
  [
    'nothing, but rejects',
    async () => {
      throw new Error('away');
    },
    { value: false, reason: 'ERROR' },
  ],
  ['nothing, ever', () => new Promise<never>(() => {}), { value: false, reason: 'ERROR' }],
])('a function that says %s', async (_, flag, expected) => {
  expect(await readFlagOption(flag)(7)).toEqual(expected);
});

test('a function is asked for the person', async () => {
  const evaluate = readFlagOption((userId) => userId === 7);
  expect([(await evaluate(7)).value, (await evaluate(8)).value, (await evaluate(undefined)).value]).toEqual([
    true,
    false,
    false,
  ]);
});

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
