import { BadRequest } from '#kit/errors/bad-request.ts';

const DECIMAL = /^[1-9]\d{0,15}$/;
const ALLOWED = `whole numbers from 1 to ${Number.MAX_SAFE_INTEGER}`;

/** A whole number from 1 to 2^53−1, as a number or its decimal string; undefined where it is anything else. */
export function readId(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 1 ? value : undefined;
  if (typeof value !== 'string' || !DECIMAL.test(value)) return undefined;
  const id = Number(value);
  return Number.isSafeInteger(id) ? id : undefined;
}

/**
 * The distinct ids of a question, in the order asked.
 * @throws {BadRequest} that names the first id that is none, or the number of ids that is too large.
 */
export function readNamespaceIds(values: readonly unknown[], most: number): number[] {
  if (values.length === 0) throw refuse('is missing: ask for at least one id');
  if (values.length > most) throw refuse(`holds ${values.length} ids; at most ${most} are answered at once`);
  const ids = new Set<number>();
  for (const value of values) {
    const id = readId(value);
    if (id === undefined) throw refuse(`holds ${quote(value)}; ids are ${ALLOWED}`);
    ids.add(id);
  }
  return [...ids];
}

/** The versions below which no answer may lie, by id. */
export function readAtLeast(value: unknown): Map<number, number> {
  const floors = new Map<number, number>();
  if (value === undefined) return floors;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse('must be an object of versions by id', 'at_least');
  }
  for (const [key, floor] of Object.entries(value)) {
    const id = readId(key);
    if (id === undefined) throw refuse(`holds ${quote(key)}; ids are ${ALLOWED}`, 'at_least');
    const version = floor === 0 || floor === '0' ? 0 : readId(floor);
    if (version === undefined) throw refuse(`holds ${quote(floor)} for ${id}; versions are whole numbers`, 'at_least');
    floors.set(id, version);
  }
  return floors;
}

/** What was sent, short enough for a sentence. */
function quote(value: unknown): string {
  const text = typeof value === 'number' && Number.isNaN(value) ? 'a number that is not whole' : JSON.stringify(value);
  return String(text).slice(0, 60);
}

function refuse(problem: string, field = 'namespace_ids'): BadRequest {
  return new BadRequest(`${field} ${problem}.`, { code: 'invalid_ids', attributes: { [field]: [problem] } });
}
