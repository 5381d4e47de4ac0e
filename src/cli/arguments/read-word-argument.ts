import { InvalidArgumentError } from 'commander';

/** The name of a rule or a trial type. @throws {InvalidArgumentError} which commander turns into wrong usage. */
export function readWordArgument(text: string): string {
  if (!/^[a-z][a-z0-9_]{0,99}$/.test(text)) {
    throw new InvalidArgumentError('A name is written in small letters, digits and underscores.');
  }
  return text;
}
