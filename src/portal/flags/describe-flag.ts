import { lifecycleOf } from '#domain/flags/lifecycle-of.ts';
import { staleKinds } from '#domain/flags/stale-kinds.ts';
import type { FlagDefinition } from '#flags/definitions/flag-definition.ts';
import { FLAGS, findFlag } from '#flags/definitions/flags.ts';
import { listEnvironments } from '#flags/server/environment-store.ts';
import { listEvaluatedBy, listLastEvaluated } from '#flags/server/evaluation-store.ts';
import { listFlagChanges } from '#flags/server/flag-change-store.ts';
import { listForcingProcesses } from '#flags/server/flag-process-store.ts';
import { type KeptFlag, listKeptFlags } from '#flags/server/flag-store.ts';
import { readFlagFacts } from '#flags/server/read-flag-facts.ts';
import { stateOfDefault } from '#flags/server/set-flag.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import {
  toEvaluatedOnWire,
  toFlagChangeOnWire,
  toFlagOnWire,
  toFlagStateOnWire,
  toForcedOnWire,
} from '../contract/flag-on-wire.ts';
import { readDatabaseTime } from './take-cleanup-step.ts';

const CHANGES_SHOWN = 50;
/** A process shows itself at least every quarter of a minute; one that was not seen for longer than this is gone. */
const SEEN_WITHIN = 120_000;

/** @throws {BadRequest} 404 that lists the flags there are. */
export function getFlag(name: string): FlagDefinition {
  const flag = findFlag(name);
  if (flag) return flag;
  const known = FLAGS.map((one) => one.name).join(', ');
  throw notFound(`There is no flag ${name.slice(0, 100)}; there are ${known}.`);
}

/** Every flag with its state in every environment. */
export async function describeFlags(database: Pool) {
  const [environments, kept, evaluated] = await Promise.all([
    listEnvironments(database),
    listKeptFlags(database),
    listLastEvaluated(database),
  ]);
  return FLAGS.map((flag) => ({
    ...toFlagOnWire(flag),
    environments: statesOf(flag, environments, kept),
    last_evaluated_at: evaluated.get(flag.name)?.toISOString() ?? null,
  }));
}

/** One flag: its states, where it was evaluated, which processes have forced it, and its newest changes. */
export async function describeFlag(database: Pool, flag: FlagDefinition) {
  const [environments, kept, evaluated, forcing, changes, [facts], at] = await Promise.all([
    listEnvironments(database),
    listKeptFlags(database, flag.name),
    listEvaluatedBy(database, flag.name),
    listForcingProcesses(database, flag.name, SEEN_WITHIN),
    listFlagChanges(database, flag.name, CHANGES_SHOWN),
    readFlagFacts(database, flag.name),
    readDatabaseTime(database),
  ]);
  return {
    ...toFlagOnWire(flag),
    environments: statesOf(flag, environments, kept),
    evaluated: evaluated.map(toEvaluatedOnWire),
    forced: forcing.map((process) => toForcedOnWire(process, flag.name)),
    changes: changes.map(toFlagChangeOnWire),
    lifecycle: facts ? lifecycleOf(facts, at) : null,
    stale: facts ? staleKinds(facts, at) : [],
  };
}

function statesOf(flag: FlagDefinition, environments: readonly string[], kept: readonly KeptFlag[]) {
  return environments.map((name) => {
    const own = kept.find((one) => one.flag === flag.name && one.environment === name);
    return toFlagStateOnWire(name, own, stateOfDefault(flag));
  });
}
