import type { FastifyRequest } from 'fastify';
import { mayAct, type Role } from '#domain/people/roles.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { PORTAL_TOKEN_HEADER } from '../internal-api/portal-token.ts';
import type { PortalPeople, PortalPerson } from './portal-people.ts';

const BEARER = /^bearer ([\x21-\x7e]{1,200})$/i;
const people = new WeakMap<FastifyRequest, PortalPerson>();

/**
 * A hook that lets only staff of the portal in. It runs before the body is read.
 * @throws {BadRequest} 401 for nobody known, 403 for a role or a token that does not reach.
 */
export function requireStaff(portal: PortalPeople, needed: Role): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const person = await findPerson(portal, request);
    if (!mayAct(person.role, needed)) throw forbidden(`This needs the role ${needed}; yours is ${person.role}.`);
    if (needed !== 'viewer' && !person.mayChange) {
      throw forbidden('This token may only read; make one with the scope "api".');
    }
    people.set(request, person);
  };
}

/** Whoever shows a token of theirs, or is vouched for by the portal, from whose dashboard they look. */
async function findPerson(portal: PortalPeople, request: FastifyRequest): Promise<PortalPerson> {
  const vouched = request.headers[PORTAL_TOKEN_HEADER];
  if (typeof vouched === 'string') {
    const person = await portal.findVouched(vouched);
    if (!person) throw unauthenticated('This is no valid word of the portal for one of its staff.');
    return person;
  }
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined)
    throw unauthenticated('Send a personal token of the portal as "Authorization: Bearer tg_…".');
  return portal.find(token);
}

function unauthenticated(sentence: string): BadRequest {
  return new BadRequest(sentence, { status: 401, code: 'unauthenticated' });
}

/** Who was let in; for the log. */
export function staffIdOf(request: FastifyRequest): number | undefined {
  return people.get(request)?.id;
}

function forbidden(sentence: string): BadRequest {
  return new BadRequest(sentence, { status: 403, code: 'forbidden' });
}
