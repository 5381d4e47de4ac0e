import type { Pool } from '#kit/postgres/pool.ts';
import { EligibilityFault, type RefusedApplication, type TrialEligibility } from '#sdk/index.ts';
import type { Group } from '../groups/group.ts';
import type { Person } from '../people/person.ts';
import { rememberOwnChange } from '../sessions/session-store.ts';
import type { Application } from './application.ts';
import {
  findLastApplication,
  insertApplication,
  updateGivenUp,
  updateLeadSent,
  updateRefused,
  updateStarted,
} from './application-store.ts';

export type TrialStart =
  | {
      readonly outcome: 'started';
      readonly trialType: string;
      readonly startsOn: string;
      readonly endsOn: string;
      readonly isRepeat: boolean;
    }
  | {
      readonly outcome: 'refused';
      readonly reason: 'lead_failed' | 'trial_failed';
      readonly refusal: RefusedApplication;
    }
  /** Nothing was started as far as is known; sending it again with the same step starts one trial. */
  | { readonly outcome: 'unavailable'; readonly reason: 'lead_failed' | 'trial_failed' };

export type StartOrder = {
  readonly person: Person;
  readonly group: Group;
  readonly trialType: string;
  /** In the wire's own names; undefined where the portal has it already. */
  readonly lead: Readonly<Record<string, unknown>> | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
};

const WITHIN = 5_000;

type Around = { readonly database: Pool; readonly eligibility: () => TrialEligibility };

/** Lead, then application, once: who submits twice, or again after a failure, gets the same trial. */
export async function startTrial(around: Around, order: StartOrder): Promise<TrialStart> {
  const { database } = around;
  const { person, group, trialType, lead } = order;
  const before = await findLastApplication(database, group.id);
  const again = before?.userId === person.id && before.trialType === trialType ? before : undefined;
  const application =
    (await insertApplication(database, {
      userId: person.id,
      namespaceId: group.id,
      trialType,
      lead: null,
      state: 'waiting',
      isLeadSent: lead === undefined,
      // Of an attempt before nobody may know what became: with its key it is the same application.
      idempotencyKey: again?.state === 'given_up' ? again.idempotencyKey : undefined,
    })) ?? (await findLastApplication(database, group.id));
  if (!application) throw new Error(`The application for ${group.id} is gone.`);
  if (application.userId === person.id && application.startsOn && application.endsOn) return repeatOf(application);
  return sendInOrder(around, order, application);
}

async function sendInOrder(around: Around, order: StartOrder, application: Application): Promise<TrialStart> {
  const refused = order.lead ? await sendLead(around, order, application, order.lead) : undefined;
  return refused ?? sendApplication(around, order, application);
}

async function sendLead(
  { database, eligibility }: Around,
  { person, group }: StartOrder,
  { id }: Application,
  lead: Readonly<Record<string, unknown>>,
): Promise<TrialStart | undefined> {
  try {
    const refusal = await eligibility().submitLead({ uid: person.id, namespaceId: group.id, attributes: lead }, WITHIN);
    if (refusal) {
      await updateRefused(database, id, 'lead_failed', refusal.sentence);
      return { outcome: 'refused', reason: 'lead_failed', refusal };
    }
    await updateLeadSent(database, id);
    return undefined;
  } catch (error) {
    return unavailable(database, id, 'lead_failed', error);
  }
}

async function sendApplication(
  { database, eligibility }: Around,
  { person, group, trialType, attributes }: StartOrder,
  { id, idempotencyKey }: Application,
): Promise<TrialStart> {
  try {
    const application = {
      uid: person.id,
      namespaceId: group.id,
      trialType,
      plan: group.plan,
      idempotencyKey,
      attributes,
    };
    const outcome = await eligibility().apply(application, WITHIN);
    if (outcome.outcome === 'refused') {
      await updateRefused(database, id, outcome.code, sentenceFor(outcome));
      return { outcome: 'refused', reason: 'trial_failed', refusal: outcome };
    }
    await updateStarted(database, id, outcome);
    await rememberOwnChange(database, person.id, group.id, outcome.floor);
    return outcome;
  } catch (error) {
    return unavailable(database, id, 'trial_failed', error);
  }
}

/** The rules' own sentences for a person, else the portal's. */
export function sentenceFor({ reasons, sentence }: RefusedApplication): string {
  return reasons.map((one) => one.sentence).join(' ') || sentence;
}

async function unavailable(
  database: Pool,
  id: number,
  reason: 'lead_failed' | 'trial_failed',
  error: unknown,
): Promise<TrialStart> {
  if (!(error instanceof EligibilityFault)) throw error;
  await updateGivenUp(database, id, error.code);
  return { outcome: 'unavailable', reason };
}

function repeatOf({ trialType, startsOn, endsOn }: Application): TrialStart {
  return {
    outcome: 'started',
    trialType: trialType ?? '',
    startsOn: startsOn ?? '',
    endsOn: endsOn ?? '',
    isRepeat: true,
  };
}
