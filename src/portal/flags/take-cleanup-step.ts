import type { FlagFacts } from '#domain/flags/flag-facts.ts';
import { type WantedStep, whyNotYet } from '#domain/flags/why-not-yet.ts';
import { findFlag } from '#flags/definitions/flags.ts';
import { deleteFlag } from '#flags/server/delete-flag.ts';
import { insertCleanupStep, lockCleanup } from '#flags/server/flag-cleanup-store.ts';
import { readFlagFacts } from '#flags/server/read-flag-facts.ts';
import { setFlag } from '#flags/server/set-flag.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Connection, Queryable } from '#kit/postgres/pool.ts';

export type CleanupAttempt = WantedStep & {
  readonly flag: string;
  readonly evidence: string;
  readonly reason: string;
  /** Taken although it is not its turn; the reason is the justification. */
  readonly override: boolean;
  readonly by: string;
};

/** @throws {BadRequest} 404 for a flag of which nothing is known. */
export async function getFlagFacts(database: Queryable, flag: string): Promise<FlagFacts> {
  const [facts] = await readFlagFacts(database, flag);
  if (facts) return facts;
  throw notFound(`There is no flag ${flag.slice(0, 100)}, and none of that name is going.`);
}

/** Now, by the clock that all the times of flags come from. In milliseconds since 1970. */
export async function readDatabaseTime(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ at: Date }>('SELECT clock_timestamp() AS at');
  return rows[0]?.at.getTime() ?? 0;
}

/**
 * Takes one step of a flag's going, with what it does to the flag.
 * @throws {BadRequest} `flag_cleanup_out_of_order` with the reason, unless it is overridden.
 */
export async function takeCleanupStep(connection: Connection, attempt: CleanupAttempt): Promise<void> {
  await lockCleanup(connection, attempt.flag);
  const facts = await getFlagFacts(connection, attempt.flag);
  const because = whyNotYet(facts, attempt, await readDatabaseTime(connection));
  const isRepeat = facts.steps.some(
    ({ step, environment }) => step === attempt.step && environment === attempt.environment,
  );
  if (because !== undefined && (isRepeat || !attempt.override)) {
    throw new BadRequest(because, { code: 'flag_cleanup_out_of_order' });
  }
  const { flag, step, environment, evidence, reason, by } = attempt;
  if (step === 'off') await switchOff(connection, facts, attempt);
  if (step === 'deleted') await deleteFlag(connection, flag);
  const override = because !== undefined;
  await insertCleanupStep(connection, { flag, step, environment, evidence, override, reason, doneBy: by });
}

async function switchOff(connection: Connection, { name, environments }: FlagFacts, { reason, by }: CleanupAttempt) {
  const flag = findFlag(name) ?? { name, default: false };
  for (const { environment, state } of environments.toSorted((one, other) =>
    one.environment.localeCompare(other.environment),
  )) {
    if (state === 'off') continue;
    const setting = { flag, environment, state: { kind: 'off' as const }, expectedRevision: undefined };
    await setFlag(connection, { ...setting, changedBy: by, reason });
  }
}
