import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Connection } from '#kit/postgres/pool.ts';
import type { FlagDefinition } from '../definitions/flag-definition.ts';
import { updateRevision } from './environment-store.ts';
import { featureOfState } from './feature-of-state.ts';
import { insertFlagChange } from './flag-change-store.ts';
import { listCleanupSteps } from './flag-cleanup-store.ts';
import { notifyFlagChange } from './flag-notification.ts';
import { type FlagState, writeFlagState } from './flag-state.ts';
import { findKeptFlag, type KeptFlag, updateFlag } from './flag-store.ts';

export type FlagSetting = {
  readonly flag: Pick<FlagDefinition, 'name' | 'default'>;
  readonly environment: string;
  readonly state: FlagState;
  /** The revision that whoever decides has seen, 0 for a flag never set; undefined sets it whatever it is. */
  readonly expectedRevision: number | undefined;
  readonly changedBy: string;
  readonly reason: string;
};

async function refuseArchived(connection: Connection, flag: string): Promise<void> {
  const steps = await listCleanupSteps(connection, flag);
  if (!steps.some(({ step }) => step === 'archived')) return;
  throw new BadRequest(`${flag} is archived: its code is gone, so that setting it would do nothing.`, {
    code: 'flag_archived',
  });
}

/** A flag before anybody has set it. */
export function stateOfDefault(flag: Pick<FlagDefinition, 'default'>): 'on' | 'off' {
  return flag.default ? 'on' : 'off';
}

/**
 * Sets a flag in one environment. Changes of an environment come one after the other, and every client hears of each once
 * the transaction has committed.
 * @returns it before, undefined if never set, and after.
 * @throws {BadRequest} 404 for an environment that is not there; `flag_changed_meanwhile` when it was set since.
 */
export async function setFlag(
  connection: Connection,
  { flag, environment, state, expectedRevision, changedBy, reason }: FlagSetting,
): Promise<{ before: KeptFlag | undefined; after: KeptFlag }> {
  await refuseArchived(connection, flag.name);
  const revision = await updateRevision(connection, environment);
  const before = await findKeptFlag(connection, environment, flag.name);
  const stands = before?.revision ?? 0;
  if (expectedRevision !== undefined && expectedRevision !== stands) {
    throw new BadRequest(
      `${flag.name} was changed meanwhile: it stands at revision ${stands} in ${environment}, as ${before?.state ?? stateOfDefault(flag)}.`,
      { code: 'flag_changed_meanwhile' },
    );
  }
  const written = writeFlagState(state);
  const where = { environment, flag: flag.name, revision, changedBy };
  const feature = featureOfState(flag.name, state);
  const stateBefore = before?.state ?? stateOfDefault(flag);
  // Sent without waiting, they travel in one trip.
  const [after] = await Promise.all([
    updateFlag(connection, { ...where, state: written, feature }),
    insertFlagChange(connection, { ...where, stateBefore, stateAfter: written, reason }),
    notifyFlagChange(connection, { environment, revision, feature }),
  ]);
  return { before, after };
}
