import { expect, test } from 'vitest';
import { readFlagOption } from './flag.ts';

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
