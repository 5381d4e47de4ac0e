import { InvalidArgumentError } from 'commander';

/** A whole number from the command line. @throws {InvalidArgumentError} which commander turns into wrong usage. */
export function readNumberArgument(text: string): number {
  const number = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(number))
    throw new InvalidArgumentError('A whole number is needed.');
  return number;
}
