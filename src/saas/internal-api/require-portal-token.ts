import type { FastifyRequest } from 'fastify';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { type CheckPortalToken, PORTAL_TOKEN_HEADER } from './portal-token.ts';

/**
 * A hook that lets only the portal in. It runs before the body is read, so that nobody else can make us parse one.
 * @throws {BadRequest} 401 without a valid token.
 */
export function requirePortalToken(check: CheckPortalToken): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const token = request.headers[PORTAL_TOKEN_HEADER];
    const checked =
      typeof token === 'string' && token !== '' ? await check(token) : ({ kind: 'refused', code: 'missing' } as const);
    if (checked.kind === 'valid') return;
    request.log.warn({ reason: checked.code }, 'portal token refused');
    throw new BadRequest('The header X-CUSTOMERS-DOT-INTERNAL-TOKEN must hold a valid token of the portal.', {
      status: 401,
      code: 'unauthorized',
    });
  };
}
