import { dayFromIso, startOfDay } from '#domain/time/days.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})$/;
const EARLIEST = Date.UTC(2000, 0);
const LATEST = Date.UTC(2200, 0);

/** A day (its first instant, UTC) or a time with its zone. @throws {BadRequest} that shows both forms. */
export function readTime(text: string | undefined, field = 'at'): Date | undefined {
  if (text === undefined || text === '') return undefined;
  const day = dayFromIso(text);
  const at = day === undefined ? (TIME.test(text) ? Date.parse(text) : Number.NaN) : startOfDay(day);
  if (at >= EARLIEST && at < LATEST) return new Date(at);
  const problem = 'must be a day such as 2026-02-28 or a time such as 2026-02-28T12:00:00Z, from 2000 to 2199';
  throw new BadRequest(`${field} ${problem}.`, { attributes: { [field]: [problem] } });
}
