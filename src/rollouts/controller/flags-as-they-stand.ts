import type { Observed } from '#domain/rollouts/decision.ts';
import type { FlagDefinition } from '#flags/definitions/flag-definition.ts';
import { findFlag } from '#flags/definitions/flags.ts';
import { listKeptFlags } from '#flags/server/flag-store.ts';
import { stateOfDefault } from '#flags/server/set-flag.ts';
import type { Queryable } from '#kit/postgres/pool.ts';

/** @throws {Error} for a flag that was removed while a plan of it ran. */
export function flagOfRollout(name: string): FlagDefinition {
  const flag = findFlag(name);
  if (!flag) throw new Error(`the rollout's flag ${name} is not defined any more`);
  return flag;
}

/** A flag in every environment of a plan, as the tables say. */
export async function readFlagsAsTheyStand(
  database: Queryable,
  name: string,
  environments: readonly string[],
): Promise<Observed['flags']> {
  const kept = await listKeptFlags(database, name);
  const untouched = { state: stateOfDefault(flagOfRollout(name)), revision: 0, by: 'nobody' };
  const found = environments.map((environment) => {
    const one = kept.find((flag) => flag.environment === environment);
    return [environment, one ? { state: one.state, revision: one.revision, by: one.changedBy } : untouched] as const;
  });
  return Object.fromEntries(found);
}
