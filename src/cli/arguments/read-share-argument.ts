import { InvalidArgumentError } from 'commander';

/** A share above 0 and at most 1, such as `0.1`. @throws {InvalidArgumentError} which commander turns into wrong usage. */
export function readShareArgument(text: string): number {
  const share = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || !(share > 0 && share <= 1))
    throw new InvalidArgumentError('A number above 0 and at most 1 is needed, such as 0.1.');
  return share;
}
