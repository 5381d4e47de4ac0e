import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { todayOf } from '#kit/clock/today-of.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { toRegistrationBody } from '../contract/product-bodies.ts';
import {
  conversionRequestSchema,
  registrationAnswerSchema,
  registrationRequestSchema,
} from '../contract/product-schemas.ts';
import { readConversion, readRegistration } from '../contract/read-registration.ts';
import { getPerson } from '../people/person-store.ts';
import { convertPerson } from '../registration/convert-person.ts';
import { registerPerson } from '../registration/register-person.ts';
import type { RegistrationContext, TrialOutcome } from '../registration/registration.ts';
import type { RegistrationResult } from '../registration/registration-metrics.ts';
import { sendSession } from '../sessions/register-sessions.ts';
import type { Session } from '../sessions/session.ts';
import { described } from './described.ts';
import type { Product } from './product.ts';
import { mayNotCreateGroups } from './product-errors.ts';

const TAKEN = 'has already been taken';
const NO_GROUP = "can't be blank, because you own no group yet";

type Done = { readonly session: Session; readonly outcome: TrialOutcome };

/**
 * `POST registrations`: makes the account, signs in, and for a trial makes the first group and asks for it. Whoever is signed
 * in already asks for a trial of a group of theirs.
 */
export function registerRegistrationRoutes(app: Server, product: Product): void {
  const route = described({
    summary: 'Make an account and sign in; for a trial also the first group, or ask for one of your own',
    person: 'anyone',
    perMinute: 60,
    body: Type.Union([registrationRequestSchema, conversionRequestSchema]),
    answers: { 201: registrationAnswerSchema },
  });
  app.post('/registrations', route, async (request, reply) => {
    const timer = product.registrations.begin();
    const context = { requestId: request.id, onExposed: timer.onExposed };
    try {
      const { session, outcome } = await (request.session
        ? convert(product, request.session, request, context)
        : register(product, request, reply, context));
      const person = await getPerson(product.database, session.userId);
      timer.end(resultOf(outcome));
      return reply.code(201).send(toRegistrationBody(person, outcome, todayOf(product.clock)));
    } catch (error) {
      timer.end(error instanceof BadRequest ? 'refused' : 'failed');
      throw error;
    }
  });
}

async function register(
  product: Product,
  { body }: FastifyRequest,
  reply: FastifyReply,
  context: RegistrationContext,
): Promise<Done> {
  const outcome = await registerPerson(product, readRegistration(body), context);
  if (outcome.kind === 'taken') {
    const attributes = Object.fromEntries(outcome.taken.map((field) => [field, [TAKEN]]));
    throw new BadRequest(`Not accepted: ${outcome.taken.join(' and ')} ${TAKEN}.`, { attributes });
  }
  sendSession(reply, outcome.session, outcome.token, product.isSecure);
  return { session: outcome.session, outcome };
}

async function convert(
  product: Product,
  session: Session,
  { body }: FastifyRequest,
  context: RegistrationContext,
): Promise<Done> {
  const outcome = await convertPerson(product, session, readConversion(body), context);
  if (outcome.kind === 'converted') return { session, outcome };
  if (outcome.refusal === 'may_not_create_groups') throw mayNotCreateGroups();
  throw new BadRequest(`Not accepted: group_name ${NO_GROUP}.`, { attributes: { group_name: [NO_GROUP] } });
}

function resultOf({ trial, reason }: TrialOutcome): RegistrationResult {
  if (trial === 'none') return 'free';
  if (trial === 'queued') return reason === 'unknown' ? 'unconfirmed' : 'queued';
  return trial;
}
