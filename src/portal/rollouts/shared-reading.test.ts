import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { SharedReading } from './shared-reading.ts';

function counting(forMs: number) {
  const shared = new SharedReading<{ readonly n: number }>(forMs);
  const seen = { reads: 0 };
  const read = async () => ({ n: ++seen.reads });
  return { shared, seen, read };
}

test('whoever comes meanwhile shares one reading, for a while, by its key', async () => {
  const { shared, seen, read } = counting(20);
  const all = await Promise.all([shared.get('a', read), shared.get('a', read), shared.get('b', read)]);
  expect(all.map(({ n }) => n)).toEqual([1, 1, 2]);
  await setTimeout(40);
  expect(await shared.get('a', read)).toEqual({ n: 3 });
  expect(seen.reads).toBe(3);
});

test('after something was done here it is read anew', async () => {
  const { shared, read } = counting(60_000);
  await shared.get('a', read);
  shared.forget();
  expect(await shared.get('a', read)).toEqual({ n: 2 });
});

test('a reading that fails is told to those who waited for it, and to nobody after them', async () => {
  const { shared, read } = counting(60_000);
  await expect(shared.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await shared.get('a', read)).toEqual({ n: 1 });
});
