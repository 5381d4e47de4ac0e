import type { FastifyRequest } from 'fastify';
import { mayAct, type Role } from '#domain/people/roles.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { PortalPeople, PortalPerson } from './portal-people.ts';

const BEARER = /^bearer ([\x21-\x7e]{1,200})$/i;
const people = new WeakMap<FastifyRequest, PortalPerson>();

/**
 * A hook that lets only staff of the portal in. It runs before the body is read.
 * @throws {BadRequest} 401 for nobody known, 403 for a role or a token that does not reach.
 */
export function requireStaff(portal: PortalPeople, needed: Role): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) {
      const sentence = 'Send a personal token of the portal as "Authorization: Bearer tg_…".';
      throw new BadRequest(sentence, { status: 401, code: 'unauthenticated' });
    }
    const person = await portal.find(token);
    if (!mayAct(person.role, needed)) throw forbidden(`This needs the role ${needed}; yours is ${person.role}.`);
    if (needed !== 'viewer' && !person.mayChange) {
      throw forbidden('This token may only read; make one with the scope "api".');
    }
    people.set(request, person);
  };
}

/** Who was let in; for the log. */
export function staffIdOf(request: FastifyRequest): number | undefined {
  return people.get(request)?.id;
}

function forbidden(sentence: string): BadRequest {
  return new BadRequest(sentence, { status: 403, code: 'forbidden' });
}
