import { InvalidArgumentError } from 'commander';
import { readTime } from '#portal/contract/time-parameter.ts';

/** A day from the command line: `2026-02-28`. @throws {InvalidArgumentError} which commander turns into wrong usage. */
export function readDayArgument(text: string): string {
  const wrong = new InvalidArgumentError('A day is written as 2026-02-28.');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw wrong;
  try {
    readTime(text);
  } catch {
    throw wrong;
  }
  return text;
}
