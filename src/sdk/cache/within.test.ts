import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { within } from './within.ts';

const late = () => new Error('late');

test('gives what comes in time, values and failures', async () => {
  expect(await within(Promise.resolve('value'), 1_000, late)).toBe('value');
  await expect(within(Promise.reject(new Error('failed')), 1_000, late)).rejects.toThrow('failed');
});

test('does not wait longer, and what fails afterwards concerns nobody', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  const failing = delay(30).then(() => Promise.reject(new Error('failed')));
  await expect(within(failing, 10, late)).rejects.toThrow('late');
  await delay(40);
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});
