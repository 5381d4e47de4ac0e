import type { FlagFacts } from '#domain/flags/flag-facts.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { FlagDefinition } from '../definitions/flag-definition.ts';
import { FLAGS } from '../definitions/flags.ts';
import { listEnvironments } from './environment-store.ts';
import { listLastEvaluatedIn } from './evaluation-store.ts';
import { listCleanupSteps } from './flag-cleanup-store.ts';
import { listKeptFlags } from './flag-store.ts';
import { stateOfDefault } from './set-flag.ts';

/** All that is known of every flag: of those that the code defines, and of those that have left it and are still kept. */
export async function readFlagFacts(database: Queryable, only?: string): Promise<FlagFacts[]> {
  const [environments, kept, evaluated, steps] = await Promise.all([
    listEnvironments(database),
    listKeptFlags(database, only),
    listLastEvaluatedIn(database, only),
    listCleanupSteps(database, only),
  ]);
  const names = new Set([
    ...FLAGS.map(({ name }) => name),
    ...kept.map(({ flag }) => flag),
    ...steps.map(({ flag }) => flag),
  ]);
  return [...names]
    .filter((name) => only === undefined || name === only)
    .map((name) => {
      const flag = FLAGS.find((one) => one.name === name);
      return {
        name,
        definition: flag && definitionOf(flag),
        environments: environments.map((environment) => {
          const own = kept.find((one) => one.flag === name && one.environment === environment);
          const last = evaluated.find((one) => one.flag === name && one.environment === environment);
          const state = own?.state ?? (flag ? stateOfDefault(flag) : 'off');
          return {
            environment,
            state,
            since: own?.changedAt.getTime() ?? null,
            lastEvaluated: last?.lastAt.getTime() ?? null,
          };
        }),
        steps: steps
          .filter((one) => one.flag === name)
          .map(({ step, environment, doneAt }) => ({ step, environment, at: doneAt.getTime() })),
      };
    });
}

function definitionOf({ type, introduced, removeBy }: FlagDefinition) {
  return { type, introduced: Date.parse(introduced), removeBy: removeBy === null ? null : Date.parse(removeBy) };
}
