import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

test('says nothing before a second has passed, then rate and time left', () => {
  const pace = new Pace();
  expect(pace.tell('filling', 100, 10_000, 0)).toBe('');
  expect(pace.tell('filling', 600, 10_000, 500)).toBe('');
  expect(pace.tell('filling', 2_100, 10_000, 1_000)).toBe('2,000 a second, 4 s left');
  expect(pace.tell('filling', 10_000, 10_000, 5_000)).toBe('1,980 a second');
});

test('begins anew with each phase, and when work begins anew', () => {
  const pace = new Pace();
  pace.tell('filling', 0, 100, 0);
  expect(pace.tell('checking', 0, 100, 2_000)).toBe('');
  expect(pace.tell('checking', 5, 100, 4_000)).toBe('2.5 a second, 38 s left');
  expect(pace.tell('checking', 1, 100, 5_000)).toBe('');
});
