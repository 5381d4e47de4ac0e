import { InvalidArgumentError } from 'commander';
import { readTime } from '#portal/contract/time-parameter.ts';

/**
 * A time from the command line, as the API takes it; a day is its first instant, UTC.
 * @throws {InvalidArgumentError} which commander turns into wrong usage.
 */
export function readTimeArgument(text: string): string {
  try {
    const time = readTime(text, 'A time');
    if (time) return time.toISOString();
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
  throw new InvalidArgumentError('A time is needed.');
}
