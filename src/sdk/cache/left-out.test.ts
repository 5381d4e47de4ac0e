import { expect, test } from 'vitest';
import { LeftOut } from './left-out.ts';

test('what the portal left out is not asked again for a minute, unless it changes', () => {
  const leftOut = new LeftOut();
  expect(leftOut.has(1, 0)).toBe(false);
  leftOut.add(1, 0);
  leftOut.add(2, 0);
  expect([leftOut.has(1, 59_999), leftOut.has(3, 0)]).toEqual([true, false]);
  leftOut.delete(2);
  expect(leftOut.has(2, 1)).toBe(false);
  expect(leftOut.has(1, 60_000)).toBe(false);
});
