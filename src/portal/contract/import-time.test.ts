import { expect, test } from 'vitest';
import { readSourceTime } from './import-time.ts';

test.each([
  ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z'],
  ['2026-01-31t12:00:00.123456z', '2026-01-31T12:00:00.123456Z'],
  ['2026-01-31 12:00:00.5 UTC', '2026-01-31T12:00:00.5Z'],
  ['2026-01-31 12:00:00+00', '2026-01-31T12:00:00+00:00'],
  ['2026-01-31 12:00-0330', '2026-01-31T12:00:00-03:30'],
  ['2026-01-31T12:00:00+05:45', '2026-01-31T12:00:00+05:45'],
])('%s is %s', (text, time) => {
  expect(readSourceTime(text, true)).toBe(time);
});

test('without a zone it is UTC in a file and nothing in a body', () => {
  expect(readSourceTime('2026-01-31 12:00:00', false)).toBe('2026-01-31T12:00:00Z');
  expect(readSourceTime('2026-01-31 12:00:00', true)).toBeUndefined();
  expect(readSourceTime('2026-01-31', false)).toBe('2026-01-31T00:00:00Z');
  expect(readSourceTime('2026-02-30', false)).toBeUndefined();
});

test.each([
  '2026-01-31',
  '2026-02-30T12:00:00Z',
  '2026-01-31T24:00:00Z',
  '2026-01-31T12:60:00Z',
  '2026-01-31T12:00:60Z',
  '2026-01-31T12:00:00+15:00',
  '2026-01-31T12:00:00+01:60',
  '1969-12-31T12:00:00Z',
  '3000-01-01T12:00:00Z',
  '2026-01-31T12:00:00Z, or so',
  'yesterday',
  '',
])('%s is no time', (text) => {
  expect(readSourceTime(text, true)).toBeUndefined();
});
