import { type CleanupStep, isServing } from '#domain/flags/flag-facts.ts';
import { checkLines, type LineSeen } from '#domain/rollouts/checklist.ts';
import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';
import { listEnvironments } from '#flags/server/environment-store.ts';
import { type KeptCleanupStep, listCleanupSteps } from '#flags/server/flag-cleanup-store.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { KeptRollout } from '#rollouts/controller/rollout-store.ts';

/** Lines that are done by a step of the flag's going. */
const DONE_BY: Readonly<Record<string, CleanupStep>> = {
  removal_opened: 'code_removed',
  removal_deployed: 'deployed',
  switched_off: 'off',
  deleted: 'deleted',
  closed: 'closed',
};

/** Every line of the checklist, those of the flag's going with the steps that were taken. */
export async function readChecklist(
  database: Pool,
  { plan }: KeptRollout,
  state: RolloutState,
  events: readonly RolloutEvent[],
): Promise<LineSeen[]> {
  const names = plan.environments.map(({ name }) => name);
  const lines = checkLines(state, events, names);
  const [taken, environments] = await Promise.all([listCleanupSteps(database, plan.flag), listEnvironments(database)]);
  const serving = environments.filter(isServing);
  return lines.map((line) => withSteps(line, taken, serving));
}

function withSteps(line: LineSeen, all: readonly KeptCleanupStep[], serving: readonly string[]): LineSeen {
  const taken = all.filter(({ step }) => step === DONE_BY[line.id]);
  if (taken.length === 0) return line;
  const isEverywhere = serving.every((name) => taken.some(({ environment }) => environment === name));
  const isDone = line.id !== 'removal_deployed' || isEverywhere;
  const evidence = taken.map((one) => ({ text: sayStep(one), by: one.doneBy, at: one.doneAt.getTime() }));
  return {
    ...line,
    state: line.state === 'open' && isDone ? 'done' : line.state,
    evidence: [...line.evidence, ...evidence],
  };
}

function sayStep({ environment, evidence, override, reason }: KeptCleanupStep): string {
  const where = environment === '' ? '' : `in ${environment}`;
  const early = override ? `before its turn, because: ${reason}` : '';
  return [where, evidence, early].filter(Boolean).join('; ') || 'taken as a step of its going';
}
