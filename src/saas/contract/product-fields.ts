import { BadRequest } from '#kit/errors/bad-request.ts';
import { nameGroup } from '../groups/name-group.ts';
import { BodyReader } from './body-reader.ts';
import { isObject } from './is-object.ts';

/** Reads the fields of a JSON object. @throws {BadRequest} 422 for what is none. */
export function readerOf(body: unknown): BodyReader {
  if (!isObject(body)) throw new BadRequest('Send a JSON object.');
  return new BodyReader(body);
}

/** The name of a group, with what is wrong beside the field. */
export function readGroupName(reader: BodyReader, name: string): string | undefined {
  const text = reader.oneOf(name, 'must be a text', (value) => (typeof value === 'string' ? value : undefined));
  if (typeof text !== 'string') return undefined;
  const naming = nameGroup(text);
  if (naming.kind === 'wrong') reader.refuse(name, naming.problem);
  return text;
}

/** @throws {BadRequest} 422 where the reader has found something. */
export function throwProblems(reader: BodyReader): void {
  const problems = Object.entries(reader.problems);
  if (problems.length === 0) return;
  const sentence = problems.map(([name, all]) => `${name} ${all.join(', ')}`).join('; ');
  const attributes = Object.fromEntries(problems.map(([name, all]) => [name, [...all]]));
  throw new BadRequest(`Not accepted: ${sentence}.`, { attributes });
}

/** Adds the problem where a field is missing; then the value is never used. */
export function required<Value>(reader: BodyReader, name: string, value: Value | null | undefined): Value {
  if ((value === undefined || value === null) && !reader.problems[name]) reader.refuse(name, "can't be blank");
  return value as Value;
}

export function readName(reader: BodyReader, name: string): string | undefined {
  const text = reader.oneOf(name, 'must be a text of at most 127 characters, without line breaks', (value) =>
    typeof value === 'string' && value.length <= 127 && !/[\p{Cc}<>]/u.test(value) ? value.trim() : undefined,
  );
  return blankAsAbsent(text);
}

/** One of the words, as it is. */
export function oneOfWords<One extends string>(
  reader: BodyReader,
  name: string,
  all: readonly One[],
): One | null | undefined {
  return reader.oneOf(name, `must be one of ${all.join(', ')}`, (value) => all.find((one) => one === value));
}

export const upTo = (longest: number) => (value: unknown) =>
  typeof value === 'string' && value.length <= longest && !value.includes('\u0000') ? value.trim() : undefined;

export function blankAsAbsent(text: string | null | undefined): string | undefined {
  return text === null || text === undefined || text === '' ? undefined : text;
}

/** A text of at most 255 characters; undefined for an empty one. */
export function readText(reader: BodyReader, name: string): string | undefined {
  return blankAsAbsent(reader.oneOf(name, 'must be a text of at most 255 characters', upTo(255)));
}
