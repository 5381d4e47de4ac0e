import type { FastifyRequest } from 'fastify';
import { BadRequest } from '../errors/bad-request.ts';
import { equalsInConstantTime } from '../http/constant-time.ts';

const CSRF_HEADER = 'x-csrf-token';
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Whether a request may change something by its method. */
export function isChanging(request: FastifyRequest): boolean {
  return CHANGING.has(request.method);
}

/**
 * A change that carries a session's cookie must also carry its CSRF token in a header, which another site cannot read.
 * @throws {BadRequest} 403 without it.
 */
export function assertCsrf(request: FastifyRequest, csrfToken: string): void {
  if (!isChanging(request)) return;
  const sent = request.headers[CSRF_HEADER];
  if (typeof sent === 'string' && equalsInConstantTime(sent, csrfToken)) return;
  const sentence = 'Send the value of the cookie csrf_token in the header X-CSRF-Token.';
  throw new BadRequest(sentence, { status: 403, code: 'csrf_token_invalid' });
}
