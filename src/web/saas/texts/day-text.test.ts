import { expect, test } from 'vitest';
import { dayText } from './day-text.ts';

test('a day is that day for everyone, wherever they are', () => {
  expect(dayText('2026-12-21')).toBe('21 December 2026 (UTC)');
  expect(dayText('2027-01-01')).toBe('1 January 2027 (UTC)');
});
