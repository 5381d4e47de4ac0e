import { BadRequest } from '#kit/errors/bad-request.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Connection, Pool } from '#kit/postgres/pool.ts';
import { type Act, actAudited } from '../audit/act-audited.ts';
import { toTrialForOperators } from '../contract/trial-on-wire.ts';
import { getVersion, lockNamespaces } from '../namespaces/lock-namespaces.ts';
import { queueNamespaces } from '../provisioning/queue-namespaces.ts';
import type { Trial } from './trial.ts';
import { findTrial, updateTrialEnd, updateTrialsVoided } from './trial-store.ts';

/** What an action has done: the trial as it is now, and the namespace's new version. */
export type TrialActed = { readonly trial: Trial; readonly version: number };

type TrialWork = (connection: Connection, trial: Trial, today: string) => Promise<void>;

/** Moves a running trial's end. @throws {BadRequest} unless it runs and the new end is later. */
export function extendTrial(database: Pool, act: Act, id: number, endsOn: string): Promise<TrialActed> {
  return actOnTrial(database, act, id, async (connection, trial, today) => {
    if (trial.voidedAt) throw refuse('trial_voided', 'The trial is voided; take that back first.');
    if (trial.endsOn <= today)
      throw refuse('trial_ended', `The trial ended on ${trial.endsOn}; allow the type again instead.`);
    if (endsOn <= trial.endsOn)
      throw refuse('not_an_extension', `It already runs until ${trial.endsOn}; ends_on must be later.`);
    await updateTrialEnd(connection, id, endsOn);
  });
}

/** Ends a running trial today. */
export function endTrialEarly(database: Pool, act: Act, id: number): Promise<TrialActed> {
  return actOnTrial(database, act, id, async (connection, trial, today) => {
    if (trial.voidedAt) throw refuse('trial_voided', 'The trial is voided, so it is over already.');
    if (trial.endsOn <= today) throw refuse('trial_ended', `The trial ended on ${trial.endsOn}.`);
    await updateTrialEnd(connection, id, today);
  });
}

/** Declares a trial as never had. */
export function voidTrial(database: Pool, act: Act, id: number): Promise<TrialActed> {
  return actOnTrial(database, act, id, async (connection, trial) => {
    if (trial.voidedAt) throw refuse('trial_voided', 'The trial is voided already.');
    await updateTrialsVoided(connection, [id], true);
  });
}

/** Takes a voiding back, where no other trial has taken its days meanwhile. */
export function unvoidTrial(database: Pool, act: Act, id: number): Promise<TrialActed> {
  return actOnTrial(database, act, id, async (connection, trial) => {
    if (!trial.voidedAt) throw refuse('trial_not_voided', 'The trial is not voided.');
    await updateTrialsVoided(connection, [id], false);
  });
}

async function actOnTrial(database: Pool, act: Act, id: number, work: TrialWork): Promise<TrialActed> {
  const { result } = await actAudited(database, act, async (connection) => {
    const found = await findTrial(connection, id);
    if (!found) throw notFound(`There is no trial ${id}.`);
    await lockNamespaces(connection, [found.namespaceId]);
    const before = (await findTrial(connection, id)) ?? found;
    await work(connection, before, await getToday(connection)).catch(refuseOverlap);
    await queueProvisioning(connection, [found.namespaceId]);
    const trial = (await findTrial(connection, id)) ?? before;
    const version = await getVersion(connection, trial.namespaceId);
    return {
      object: `trial ${id}`,
      namespaceId: trial.namespaceId,
      before: toTrialForOperators(before),
      after: toTrialForOperators(trial),
      result: { trial, version },
    };
  });
  return result;
}

/** Has saas told of what changed, trials first seen again included. */
export async function queueProvisioning(connection: Connection, namespaceIds: readonly number[]): Promise<void> {
  await connection.query(
    `UPDATE provisionings SET state = 'retrying', due_on = (clock_timestamp() AT TIME ZONE 'UTC')::date
     FROM trials WHERE trials.id = trial_id AND trials.namespace_id = ANY ($1::bigint[])
       AND ((voided_at IS NULL AND ends_on > (clock_timestamp() AT TIME ZONE 'UTC')::date) OR landed = 'started')
       AND state <> 'undeliverable'`,
    [namespaceIds],
  );
  await queueNamespaces(connection, namespaceIds);
}

async function getToday(connection: Connection): Promise<string> {
  const { rows } = await connection.query<{ today: string }>(
    "SELECT (clock_timestamp() AT TIME ZONE 'UTC')::date AS today",
  );
  return rows[0]?.today ?? '';
}

function refuseOverlap(error: unknown): never {
  if ((error as { code?: string }).code === '23P01') {
    throw refuse('trial_running', 'Another trial of this namespace runs in those days.');
  }
  throw error;
}

/** A refusal of an operator's action: what is so, and what can be done instead. */
export function refuse(code: string, sentence: string): BadRequest {
  return new BadRequest(sentence, { code });
}
