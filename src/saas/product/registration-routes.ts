import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { toRegistrationBody } from '../contract/product-bodies.ts';
import { readRegistration } from '../contract/read-registration.ts';
import { todayOf } from '../internal-api/today-of.ts';
import { getPerson } from '../people/person-store.ts';
import { registerPerson } from '../registration/register-person.ts';
import { sendSession } from '../sessions/register-sessions.ts';
import type { Product } from './product.ts';

const TAKEN = 'has already been taken';

/** `POST registrations`: makes the account, signs in, and for a trial makes the first group and asks for it. */
export function registerRegistrationRoutes(app: Server, product: Product): void {
  const { database, clock, isSecure } = product;
  const limited = { config: { person: 'anyone', rateLimit: { max: 60, timeWindow: 60_000 } } } as const;
  app.post('/registrations', limited, async (request, reply) => {
    const outcome = await registerPerson(product, readRegistration(request.body), request.id);
    if (outcome.kind === 'taken') {
      const attributes = Object.fromEntries(outcome.taken.map((field) => [field, [TAKEN]]));
      throw new BadRequest(`Not accepted: ${outcome.taken.join(' and ')} ${TAKEN}.`, { attributes });
    }
    sendSession(reply, outcome.session, outcome.token, isSecure);
    const person = await getPerson(database, outcome.session.userId);
    return reply.code(201).send(toRegistrationBody(person, outcome, todayOf(clock)));
  });
}
