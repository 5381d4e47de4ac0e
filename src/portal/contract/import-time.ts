import { dayFromIso } from '#domain/time/days.ts';

const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(?: ?(Z|UTC|[+-]\d{2}(?::?\d{2})?))?$/i;
const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/;
const EARLIEST = '1970';
const LATEST = '2999';

/**
 * A time of the source, as ISO text with its zone and all its digits. A file may write it as databases print it
 * (`2026-01-31 12:00:00.123456 UTC`, `+00`), without a zone, which is UTC, or as a day, which is its first instant.
 * @returns undefined where it is no such time between 1970 and 2999.
 */
export function readSourceTime(text: string, zoneNeeded: boolean): string | undefined {
  if (!zoneNeeded && dayFromIso(text) !== undefined) return readSourceTime(`${text} 00:00`, false);
  const [, day, minutes, seconds = ':00', zone = zoneNeeded ? undefined : 'Z'] = TIME.exec(text) ?? [];
  if (!day || !minutes || !zone || dayFromIso(day) === undefined || day < EARLIEST || day > `${LATEST}-12-30`) {
    return undefined;
  }
  if (!CLOCK.test(minutes + seconds)) return undefined;
  const offset = toOffset(zone);
  return offset && `${day}T${minutes}${seconds}${offset}`;
}

function toOffset(zone: string): string | undefined {
  if (/^(?:Z|UTC)$/i.test(zone)) return 'Z';
  const hours = zone.slice(0, 3);
  const minutes = zone.slice(3).replace(':', '') || '00';
  return Number(hours.slice(1)) <= 14 && Number(minutes) <= 59 ? `${hours}:${minutes}` : undefined;
}
