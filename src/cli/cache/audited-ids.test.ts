import { expect, it } from 'vitest';
import { auditedPages, countAudited } from './audited-ids.ts';

it('covers a range once, in pages of a thousand', () => {
  const pages = [...auditedPages({ from: 5, to: 2_104 })];
  expect(pages.map((page) => page.length)).toEqual([1_000, 1_000, 100]);
  expect(pages.flat()).toEqual(Array.from({ length: 2_100 }, (_, place) => place + 5));
  expect([...auditedPages({ from: 7, to: 7 })]).toEqual([[7]]);
});

it('chooses a sample without repeating, ascending, within the range', () => {
  const ids = [...auditedPages({ from: 10, to: 60, sample: 40 })].flat();
  expect(new Set(ids).size).toBe(40);
  expect(ids).toEqual([...ids].sort((one, other) => one - other));
  expect(Math.min(...ids)).toBeGreaterThanOrEqual(10);
  expect(Math.max(...ids)).toBeLessThanOrEqual(60);
  expect([...auditedPages({ from: 1, to: Number.MAX_SAFE_INTEGER, sample: 3 })].flat()).toHaveLength(3);
  expect(countAudited({ from: 1, to: 10, sample: 40 })).toBe(10);
});
