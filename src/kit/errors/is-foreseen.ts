import { isDatabaseUnavailable } from '../postgres/unavailable.ts';
import { BadRequest } from './bad-request.ts';
import { Fault } from './fault.ts';

/** Whether an error is one that somebody thought of: what was asked was wrong, or what is asked is away. */
export function isForeseen(error: unknown): boolean {
  return error instanceof BadRequest || error instanceof Fault || isDatabaseUnavailable(error);
}
