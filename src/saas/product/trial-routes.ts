import type { Server } from '#kit/http/create-server.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import type { EligibleNamespacesAnswer, TrialAnswer } from '../contract/product-api.ts';
import { toEligibleBody } from '../contract/product-bodies.ts';
import { eligibleNamespacesAnswerSchema, trialAnswerSchema, trialRequestSchema } from '../contract/product-schemas.ts';
import { readTrialRequest, type TrialRequestRead } from '../contract/read-trial-request.ts';
import { createGroup } from '../groups/create-group.ts';
import type { Group } from '../groups/group.ts';
import { findGroup } from '../groups/group-store.ts';
import type { Person } from '../people/person.ts';
import { getPerson } from '../people/person-store.ts';
import { sessionOf } from '../sessions/register-sessions.ts';
import type { Session } from '../sessions/session.ts';
import { chooseTrial } from '../trials/choose-trial.ts';
import { mayTryFrom } from '../trials/eligible-plans.ts';
import { refusalSentence } from '../trials/refusal-sentence.ts';
import { sentenceFor, startTrial, type TrialStart } from '../trials/start-trial.ts';
import { described } from './described.ts';
import type { Product } from './product.ts';
import { mayNotCreateGroups, notFound, ProductRefusal } from './product-errors.ts';
import { toLead } from './to-lead.ts';

const person = 'signed_in';
const LIST = described({
  summary: 'Your groups that may start a trial',
  person,
  answers: { 200: eligibleNamespacesAnswerSchema },
});
const START = described({
  summary: 'Start a trial; sending it again is answered 200',
  person,
  body: trialRequestSchema,
  answers: { 200: trialAnswerSchema, 201: trialAnswerSchema },
});
const TRY_AGAIN =
  'The trial cannot be started right now. Nothing was lost and nothing was started; try again in a moment.';

/** What a person may start, and starting it. */
export function registerTrialRoutes(app: Server, product: Product): void {
  app.get('/trials/eligible_namespaces', LIST, async (request): Promise<EligibleNamespacesAnswer> => {
    const found = await product.finder.findForPerson(sessionOf(request), { place: 'list', requestId: request.id });
    const reasons = await product.eligibility().listReasons(found.others.map(({ id }) => id));
    return {
      namespaces: found.eligible.map(toEligibleBody),
      others: found.others.map(({ id, name, plan }) => {
        return { id, name, sentence: refusalSentence(id, reasons, mayTryFrom(plan)) };
      }),
      unknown: found.unknown.map(({ id }) => id),
      method: found.method,
      source: found.source,
    };
  });
  app.post('/trials', START, async (request, reply) => {
    const session = sessionOf(request);
    const order = readTrialRequest(request.body);
    const person = await getPerson(product.database, session.userId);
    const group = await groupOf(product, order, person);
    const started = await start(product, order, person, group, session, request.id);
    return answer(reply, group.id, started);
  });
}

async function groupOf({ database }: Product, order: TrialRequestRead, person: Person): Promise<Group> {
  if (order.namespaceId !== undefined) {
    const group = await findGroup(database, order.namespaceId, person.id);
    if (!group?.isOwner) throw notFound();
    return group;
  }
  if (!person.mayCreateGroups) throw mayNotCreateGroups();
  const created = await inTransaction(database, (connection) =>
    createGroup(connection, person.id, order.newGroupName ?? ''),
  );
  const group = created.kind === 'created' ? await findGroup(database, created.id, person.id) : undefined;
  if (!group) throw notFound();
  return group;
}

async function start(
  product: Product,
  order: TrialRequestRead,
  person: Person,
  group: Group,
  session: Session,
  requestId: string,
): Promise<TrialStart> {
  const chosen = await chooseTrial(product, session, group, requestId);
  if (chosen.kind === 'no') {
    const refusal = { code: 'not_eligible', attributes: { namespace_id: [chosen.sentence] } };
    throw new ProductRefusal(chosen.sentence, refusal, { namespace_id: group.id });
  }
  if (chosen.kind === 'unknown')
    return { outcome: 'unavailable', reason: order.step === 'resubmit_trial' ? 'trial_failed' : 'lead_failed' };
  return startTrial(product, {
    person,
    group,
    trialType: chosen.trialType,
    attributes: order.glm,
    lead: order.step === 'resubmit_trial' ? undefined : toLead(person, group, chosen.trialType, order),
  });
}

type Reply = { code: (status: number) => { send: (body: TrialAnswer) => unknown } };

function answer(reply: Reply, namespaceId: number, started: TrialStart) {
  if (started.outcome === 'started') {
    const { trialType, startsOn, endsOn, isRepeat } = started;
    const trial = { trial_type: trialType, starts_on: startsOn, ends_on: endsOn };
    return reply.code(isRepeat ? 200 : 201).send({ namespace_id: namespaceId, trial });
  }
  const step = started.reason === 'lead_failed' ? 'resubmit_lead' : 'resubmit_trial';
  const more = { reason: started.reason, step, namespace_id: namespaceId } as const;
  if (started.outcome === 'unavailable') {
    throw new ProductRefusal(TRY_AGAIN, { status: 503, code: 'portal_unavailable', retryAfterSeconds: 5 }, more);
  }
  const { refusal } = started;
  const attributes = Object.fromEntries(Object.entries(refusal.attributes).map(([name, all]) => [name, [...all]]));
  throw new ProductRefusal(sentenceFor(refusal), { code: refusal.code, attributes }, more);
}
