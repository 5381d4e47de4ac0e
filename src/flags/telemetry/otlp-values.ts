import { BadRequest } from '#kit/errors/bad-request.ts';

/** Reading OTLP's JSON by hand: 64-bit numbers come as text or as numbers, and what is not known is ignored. */

export type JsonObject = Readonly<Record<string, unknown>>;

const LONGEST_NAME = 200;
const MOST_ATTRIBUTES = 20;

/** @throws {BadRequest} for what is there and no object. */
export function readObject(value: unknown, where: string): JsonObject {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw refusal(where, 'must be an object');
  return value as JsonObject;
}

/** @throws {BadRequest} for what is there and no list of objects. */
export function readObjects(value: unknown, where: string): JsonObject[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw refusal(where, 'must be a list');
  return value.map((one, place) => readObject(one ?? 'nothing', `${where}[${place}]`));
}

/** A finite number; undefined for anything else. */
export function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A count: whole, and not so large that sums of it would be rounded. */
export function readCount(value: unknown): number | undefined {
  const count = readNumber(value);
  return count !== undefined && Number.isInteger(count) && count >= 0 && count <= 1e12 ? count : undefined;
}

/** Milliseconds since 1970 of a time in nanoseconds. */
export function readTime(value: unknown): number | undefined {
  const nanoseconds = readNumber(value);
  return nanoseconds === undefined ? undefined : Math.floor(nanoseconds / 1e6);
}

/** A name that PostgreSQL can hold; undefined for what is no text, empty or too long. */
export function readName(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '' || value.length > LONGEST_NAME) return undefined;
  return value.includes('\0') ? undefined : value.toWellFormed();
}

/** Attributes as text; undefined where one cannot be read, because leaving it out would mix two series. */
export function readAttributes(value: unknown, where: string): Record<string, string> | undefined {
  const attributes: Record<string, string> = {};
  const told = readObjects(value, where);
  if (told.length > MOST_ATTRIBUTES) return undefined;
  for (const { key, value: wrapped } of told) {
    const name = readName(key);
    const text = readAttribute(readObject(wrapped, `${where}.value`));
    if (name === undefined || text === undefined || name === '__proto__') return undefined;
    attributes[name] = text;
  }
  return attributes;
}

function readAttribute({ stringValue, boolValue, intValue, doubleValue }: JsonObject): string | undefined {
  if (stringValue === '') return '';
  if (stringValue !== undefined) return readName(stringValue);
  if (typeof boolValue === 'boolean') return String(boolValue);
  const number = readNumber(intValue ?? doubleValue);
  return number === undefined ? undefined : String(number);
}

function refusal(where: string, problem: string): BadRequest {
  return new BadRequest(`Not accepted: ${where} ${problem}.`, { attributes: { [where]: [problem] } });
}
