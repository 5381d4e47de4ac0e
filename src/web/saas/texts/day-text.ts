const LONG = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A UTC day of the wire (`2026-12-21`) as people read it: `21 December 2026 (UTC)`. */
export function dayText(day: string): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? day : `${LONG.format(time)} (UTC)`;
}
