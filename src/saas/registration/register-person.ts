import type { Connection } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { hashPassword } from '#kit/sessions/password.ts';
import type { Registration } from '../contract/read-registration.ts';
import { createGroup } from '../groups/create-group.ts';
import { findGroup } from '../groups/group-store.ts';
import { insertOnboarding } from '../people/onboarding-store.ts';
import { insertPerson, type Taken } from '../people/person-store.ts';
import type { Session } from '../sessions/session.ts';
import { insertSession } from '../sessions/session-store.ts';
import { updateRefused } from '../trials/application-store.ts';
import { hurryApplication, queueApplication } from '../trials/queue-application.ts';
import { askForTrial } from './ask-for-trial.ts';
import { leadOf } from './lead-of.ts';
import type { RegistrationContext, RegistrationParts, TrialOutcome } from './registration.ts';

export type Registered = TrialOutcome & {
  readonly kind: 'registered';
  readonly session: Session;
  readonly token: string;
};
export type RegistrationOutcome = Registered | { readonly kind: 'taken'; readonly taken: Taken };

/** When the application goes on without the request that made it, in milliseconds: that process may have died. */
const ALONE_AFTER = 2_000;

type Made = {
  readonly session: Session;
  readonly token: string;
  readonly trial: { readonly groupId: number; readonly applicationId: number } | undefined;
};

/**
 * Makes account, session and, for a trial, the first group with its application in one transaction; then asks whether the
 * group may start its trial. Nothing that happens after the transaction undoes it, and no crash loses the application.
 */
export async function registerPerson(
  parts: RegistrationParts,
  registration: Registration,
  context: RegistrationContext,
): Promise<RegistrationOutcome> {
  const encryptedPassword = await hashPassword(registration.password);
  const made = await inTransaction(parts.database, (connection) =>
    insertAll(connection, registration, encryptedPassword),
  );
  if ('taken' in made) return { kind: 'taken', taken: made.taken };
  const { session, token, trial } = made;
  const outcome = trial
    ? await settle(parts, session, trial, context)
    : { group: undefined, trial: 'none' as const, reason: undefined, check: undefined };
  return { kind: 'registered', session, token, ...outcome };
}

async function insertAll(
  connection: Connection,
  registration: Registration,
  encryptedPassword: string,
): Promise<Made | { taken: Taken }> {
  const userId = await insertPerson(connection, { ...registration, encryptedPassword });
  if (typeof userId !== 'number') return userId;
  await insertOnboarding(connection, userId, registration);
  const signedIn = await insertSession(connection, userId);
  if (registration.groupName === undefined) return { ...signedIn, trial: undefined };
  const group = await createGroup(connection, userId, registration.groupName);
  if (group.kind === 'wrong') throw new Error(`A group that was read as well named is not: ${group.problem}`);
  const lead = leadOf(registration, registration, 'trial');
  const asked = { userId, namespaceId: group.id, trialType: null, lead, state: 'confirming' } as const;
  const applicationId = await queueApplication(connection, asked, ALONE_AFTER);
  if (applicationId === undefined) throw new Error(`The new group ${group.id} has an application already.`);
  return { ...signedIn, trial: { groupId: group.id, applicationId } };
}

/** Eligible, or nobody can say: applied for once. Otherwise the group stays as it is. */
async function settle(
  parts: RegistrationParts,
  session: Session,
  { groupId, applicationId }: NonNullable<Made['trial']>,
  context: RegistrationContext,
): Promise<TrialOutcome> {
  const { database, wake } = parts;
  const group = await findGroup(database, groupId, session.userId);
  if (!group) return { group, trial: 'none', reason: undefined, check: undefined };
  // Its own application does not stand in its way.
  const { found: check, refusalOf } = await askForTrial(
    parts,
    session,
    [{ ...group, application: undefined }],
    context,
  );
  const trialType = check.eligible[0]?.type.type ?? null;
  if (trialType === null && check.unknown.length === 0) {
    const reason = await refusalOf(group);
    await updateRefused(database, applicationId, 'not_eligible', reason);
    return { group: await findGroup(database, groupId, session.userId), trial: 'not_eligible', reason, check };
  }
  await inTransaction(database, (connection) => hurryApplication(connection, applicationId, trialType));
  wake();
  return { group, trial: 'queued', reason: trialType === null ? 'unknown' : undefined, check };
}
