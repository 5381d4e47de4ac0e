import type { Connection } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import type { Conversion } from '../contract/read-registration.ts';
import { createGroup } from '../groups/create-group.ts';
import type { Group } from '../groups/group.ts';
import { findGroup, listOwnedGroups } from '../groups/group-store.ts';
import { updateOnboarding } from '../people/onboarding-store.ts';
import { getPerson } from '../people/person-store.ts';
import type { Session } from '../sessions/session.ts';
import { isInFlight } from '../trials/application.ts';
import { queueApplication } from '../trials/queue-application.ts';
import type { FoundTrials } from '../trials/trial-finder.ts';
import { askForTrial } from './ask-for-trial.ts';
import { leadOf } from './lead-of.ts';
import type { RegistrationContext, RegistrationParts, TrialOutcome } from './registration.ts';

export type ConversionOutcome =
  | (TrialOutcome & { readonly kind: 'converted' })
  | { readonly kind: 'refused'; readonly refusal: 'no_group' | 'may_not_create_groups' };

/**
 * A signed-in person wants a trial now: for the group that they name anew, else for the first by name of their own that may
 * start one. All of them are asked for in one call.
 */
export async function convertPerson(
  parts: RegistrationParts,
  session: Session,
  conversion: Conversion,
  context: RegistrationContext,
): Promise<ConversionOutcome> {
  const { database } = parts;
  const person = await getPerson(database, session.userId);
  const { groupName } = conversion;
  if (groupName !== undefined && !person.mayCreateGroups) return { kind: 'refused', refusal: 'may_not_create_groups' };
  const made = groupName === undefined ? undefined : await makeGroup(parts, session.userId, groupName);
  const groups = await listOwnedGroups(database, session.userId);
  if (groups.length === 0) return { kind: 'refused', refusal: 'no_group' };
  const { found: check, refusalOf } = await askForTrial(parts, session, groups, context);
  const chosen = choose(check, groups, made);
  if (chosen.kind === 'no') {
    return {
      kind: 'converted',
      group: chosen.group,
      trial: 'not_eligible',
      reason: await refusalOf(chosen.group),
      check,
    };
  }
  if (chosen.kind === 'queue') {
    await inTransaction(database, async (connection) => {
      const kept = await updateOnboarding(connection, person, conversion);
      const lead = leadOf(person, kept, kept.initialRegistrationType);
      const { trialType } = chosen;
      const state = trialType === null ? 'confirming' : 'waiting';
      await queueApplication(connection, { userId: person.id, namespaceId: chosen.group.id, trialType, lead, state });
    });
    parts.wake();
  }
  const group = await findGroup(database, chosen.group.id, person.id);
  const isUnknown = chosen.kind === 'queue' && chosen.trialType === null;
  return { kind: 'converted', group, trial: 'queued', reason: isUnknown ? 'unknown' : undefined, check };
}

async function makeGroup({ database }: RegistrationParts, userId: number, name: string): Promise<number> {
  const created = await inTransaction(database, (connection: Connection) => createGroup(connection, userId, name));
  if (created.kind === 'wrong') throw new Error(`A group that was read as well named is not: ${created.problem}`);
  return created.id;
}

type Chosen =
  | { readonly kind: 'queue'; readonly group: Group; readonly trialType: string | null }
  /** Applied for before; saying so again is no second application. */
  | { readonly kind: 'queued'; readonly group: Group }
  | { readonly kind: 'no'; readonly group: Group };

/** @param made the id of the group that was made for the trial: then it is that one's or none. */
function choose(found: FoundTrials, groups: readonly Group[], made: number | undefined): Chosen {
  const isMeant = (group: Group) => made === undefined || group.id === made;
  const eligible = found.eligible.find(({ group }) => isMeant(group));
  if (eligible) return { kind: 'queue', group: eligible.group, trialType: eligible.type.type };
  const unknown = found.unknown.find(isMeant);
  if (unknown) return { kind: 'queue', group: unknown, trialType: null };
  const meant = groups.filter(isMeant);
  const underWay = meant.find(({ application }) => application && isInFlight(application.state));
  if (underWay) return { kind: 'queued', group: underWay };
  return { kind: 'no', group: meant[0] as Group };
}
