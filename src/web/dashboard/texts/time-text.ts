const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** A day such as `2026-02-28`, as people write it. */
export const dayText = (day: string) => DAY.format(new Date(`${day}T00:00:00Z`));

/** An instant, in UTC, because the portal's days are. */
export const timeText = (at: string) => `${TIME.format(new Date(at))} UTC`;

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How long ago or ahead. @param now milliseconds. */
export function agoText(at: string, now: number): string {
  const seconds = (Date.parse(at) - now) / 1_000;
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return AGO.format(Math.trunc(seconds / length), unit);
  }
  return Math.abs(seconds) < 5 ? 'now' : AGO.format(Math.trunc(seconds), 'second');
}
