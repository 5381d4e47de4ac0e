import { insertOutbox } from '#kit/jobs/insert-outbox.ts';
import type { Connection, Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import type { TrialEligibility } from '#sdk/index.ts';
import type { Registration } from '../contract/read-registration.ts';
import { createGroup } from '../groups/create-group.ts';
import type { Group } from '../groups/group.ts';
import { findGroup } from '../groups/group-store.ts';
import { insertOnboarding } from '../people/onboarding-store.ts';
import { insertPerson, type Taken } from '../people/person-store.ts';
import { hashPassword } from '../sessions/password.ts';
import type { Session } from '../sessions/session.ts';
import { insertSession } from '../sessions/session-store.ts';
import { insertApplication } from '../trials/application-store.ts';
import { APPLY_JOB } from '../trials/apply-in-background.ts';
import { mayTryFrom } from '../trials/eligible-plans.ts';
import { refusalSentence } from '../trials/refusal-sentence.ts';
import type { FoundTrials, TrialFinder } from '../trials/trial-finder.ts';

export type Registered = {
  readonly kind: 'registered';
  readonly session: Session;
  readonly token: string;
  readonly group: Group | undefined;
  readonly trial: 'queued' | 'not_eligible' | 'none';
  /** Why not, as a person may read it; `unknown` where it could not be confirmed yet. */
  readonly reason: string | undefined;
  readonly check: Pick<FoundTrials, 'method' | 'source' | 'durationMs'> | undefined;
};
export type RegistrationOutcome = Registered | { readonly kind: 'taken'; readonly taken: Taken };

type Around = {
  readonly database: Pool;
  readonly eligibility: () => TrialEligibility;
  readonly finder: TrialFinder;
  /** Something was queued. */
  readonly wake: () => void;
};

/** How long a registration waits for the answer at most, in milliseconds: what comes later is asked by the job. */
const CHECK_WITHIN = 800;
const REASONS_WITHIN = 150;

type Made = {
  readonly userId: number;
  readonly groupId: number | undefined;
  readonly session: Session;
  readonly token: string;
};

/**
 * Makes account, session and, for a trial, the first group in one transaction; then asks whether the group may start its trial
 * and queues it. Nothing that happens after the transaction undoes it.
 */
export async function registerPerson(
  around: Around,
  registration: Registration,
  requestId: string,
): Promise<RegistrationOutcome> {
  const { database } = around;
  const encryptedPassword = await hashPassword(registration.password);
  const made = await inTransaction(database, (connection) => insertAll(connection, registration, encryptedPassword));
  if ('taken' in made) return { kind: 'taken', taken: made.taken };
  const { session, token, groupId } = made;
  const group = groupId === undefined ? undefined : await findGroup(database, groupId, made.userId);
  const registered = { kind: 'registered', session, token, group } as const;
  if (!group) return { ...registered, trial: 'none', reason: undefined, check: undefined };
  const found = await around.finder.findAmong(session, [group], {
    place: 'registration',
    requestId,
    deadlineMs: CHECK_WITHIN,
  });
  const queued = await queueTrial(around, registration, group, session, found);
  // Read again, because it shows now that its trial is under way.
  const shown = queued.trial === 'queued' ? await findGroup(database, group.id, made.userId) : group;
  return { ...registered, group: shown, ...queued, check: found };
}

async function insertAll(
  connection: Connection,
  registration: Registration,
  encryptedPassword: string,
): Promise<Made | { taken: Taken }> {
  const inserted = await insertPerson(connection, { ...registration, encryptedPassword });
  if (typeof inserted !== 'number') return inserted;
  await insertOnboarding(connection, inserted, registration);
  const group =
    registration.groupName === undefined ? undefined : await createGroup(connection, inserted, registration.groupName);
  if (group?.kind === 'wrong') throw new Error(`A group that was read as well named is not: ${group.problem}`);
  return { userId: inserted, groupId: group?.id, ...(await insertSession(connection, inserted)) };
}

/** Eligible, or nobody can say: queued, to be applied for once. Otherwise the group stays as it is. */
async function queueTrial(
  { database, eligibility, wake }: Around,
  registration: Registration,
  group: Group,
  { userId }: Session,
  found: FoundTrials,
): Promise<Pick<Registered, 'trial' | 'reason'>> {
  const trialType = found.eligible[0]?.type.type ?? null;
  if (trialType === null && found.unknown.length === 0) {
    const reasons = await eligibility().listReasons([group.id], REASONS_WITHIN);
    return { trial: 'not_eligible', reason: refusalSentence(group.id, reasons, mayTryFrom(group.plan)) };
  }
  await inTransaction(database, async (connection) => {
    const state = trialType === null ? 'confirming' : 'waiting';
    const lead = leadOf(registration);
    const asked = { userId, namespaceId: group.id, trialType, lead, state, isLeadSent: false } as const;
    const application = await insertApplication(connection, asked);
    if (!application) return;
    const payload = { application_id: application.id };
    await insertOutbox(connection, { task: APPLY_JOB, key: `application ${application.id}`, payload });
  });
  wake();
  return { trial: 'queued', reason: trialType === null ? 'unknown' : undefined };
}

/** As GitLab's registration sends it. */
function leadOf(registration: Registration): Record<string, unknown> {
  const { email, firstName, lastName, companyName, setupForCompany, role, glmSource, glmContent } = registration;
  return {
    ...{ work_email: email, first_name: firstName, last_name: lastName, company_name: companyName, role },
    ...{ setup_for_company: setupForCompany, glm_source: glmSource, glm_content: glmContent, provider: 'gitlab' },
    ...{ skip_email_confirmation: true, gitlab_com_trial: true, product_interaction: 'SaaS Trial' },
  };
}
