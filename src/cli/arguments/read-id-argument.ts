import { InvalidArgumentError } from 'commander';
import { readId } from '#portal/contract/namespace-ids.ts';

/** An id from the command line. @throws {InvalidArgumentError} which commander turns into wrong usage. */
export function readIdArgument(text: string): number {
  const id = readId(text);
  if (id === undefined) throw new InvalidArgumentError('An id is a whole number from 1.');
  return id;
}
