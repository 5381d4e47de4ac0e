import { expect, test } from 'vitest';
import { agoText, dayText, timeText } from './time-text.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

test.each([
  ['2026-11-21T12:00:02Z', 'now'],
  ['2026-11-21T11:59:20Z', '40 seconds ago'],
  ['2026-11-21T11:30:00Z', '30 minutes ago'],
  ['2026-11-20T11:30:00Z', 'yesterday'],
  ['2026-12-11T12:00:00Z', 'in 20 days'],
  ['2024-01-01T00:00:00Z', '2 years ago'],
])('%s is %s', (at, text) => expect(agoText(at, NOW)).toBe(text));

test('days and times are told in UTC', () => {
  expect(dayText('2026-02-28')).toBe('28 Feb 2026');
  expect(timeText('2026-02-28T23:30:00Z')).toBe('28 Feb 2026, 23:30 UTC');
});
