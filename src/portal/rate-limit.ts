import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BadRequest } from '#kit/errors/bad-request.ts';

// Who shows wrong tokens is counted by address, and may do so ten times as seldom.
const GUESSES = 10;

export type GuessLimit = (request: FastifyRequest) => Promise<boolean>;

/**
 * Requests a second at most, for each token by itself.
 * @returns what says whether an address has shown too many wrong tokens.
 */
export async function registerRateLimit(app: FastifyInstance, perSecond: number): Promise<GuessLimit> {
  await app.register(rateLimit, {
    hook: 'preHandler',
    timeWindow: 1_000,
    max: perSecond,
    keyGenerator: keyOf,
    allowList: (request) => request.routeOptions.url?.startsWith('/-/') ?? false,
    errorResponseBuilder: (_request, { max }) =>
      new BadRequest(`More than ${max} requests in a second; try again in a second.`, {
        status: 429,
        code: 'rate_limited',
      }),
  });
  const guesses = app.createRateLimit({
    timeWindow: 1_000,
    max: Math.ceil(perSecond / GUESSES),
    keyGenerator: (request) => `guess ${request.ip}`,
  });
  return async (request) => {
    const limit = await guesses(request);
    return !limit.isAllowed && limit.isExceeded;
  };
}

function keyOf(request: FastifyRequest): string {
  const { actor } = request;
  if (actor?.kind === 'gitlab') return 'gitlab';
  return actor?.kind === 'person' ? JSON.stringify(actor.by) : request.ip;
}
