import { expect, test } from 'vitest';
import { dayFromIso, dayOf, isoOfDay, startOfDay } from './days.ts';

test.each(['2026-02-29', '2026-13-01', '2026-00-10', '26-01-01', '2026-1-1', '', '2026-01-01T00:00:00Z', '2026-04-31'])(
  '%j is no day',
  (text) => {
    expect(dayFromIso(text)).toBeUndefined();
  },
);

test.each(['2028-02-29', '1970-01-01', '2026-12-31', '1969-12-31'])('%s is a day and stays one', (text) => {
  const day = dayFromIso(text);
  expect(day).toBeDefined();
  expect(isoOfDay(day as number)).toBe(text);
  expect(dayOf(startOfDay(day as number))).toBe(day);
  expect(dayOf(startOfDay(day as number) - 1)).toBe((day as number) - 1);
});
