import { CLEANUP_STEPS, type FlagFacts, isServing } from '#domain/flags/flag-facts.ts';
import { lifecycleOf } from '#domain/flags/lifecycle-of.ts';
import { staleKinds } from '#domain/flags/stale-kinds.ts';
import { whyNotYet } from '#domain/flags/why-not-yet.ts';
import type { KeptCleanupStep } from '#flags/server/flag-cleanup-store.ts';

/** Where a flag is, and in which ways it is stale. @param at now, in milliseconds since 1970. */
export function toLifecycleOnWire(facts: FlagFacts, at: number) {
  const evaluated = facts.environments.flatMap(({ lastEvaluated }) => lastEvaluated ?? []);
  return {
    name: facts.name,
    lifecycle: lifecycleOf(facts, at),
    in_code: facts.definition !== undefined,
    stale: staleKinds(facts, at),
    last_evaluated_at: evaluated.length > 0 ? new Date(Math.max(...evaluated)).toISOString() : null,
  };
}

/** Every step of a flag's going: who took it and when, or why it cannot be taken yet; null for one that can. */
export function toCleanupOnWire(facts: FlagFacts, taken: readonly KeptCleanupStep[], at: number) {
  const serving = facts.environments.filter((one) => isServing(one.environment)).map((one) => one.environment);
  const wanted = CLEANUP_STEPS.flatMap((step) =>
    (step === 'deployed' ? serving : ['']).map((environment) => ({ step, environment })),
  );
  return {
    ...toLifecycleOnWire(facts, at),
    steps: wanted.map(({ step, environment }) => {
      const done = taken.find((one) => one.step === step && one.environment === environment);
      // Which value the code keeps is said with its removal; until then what production has is meant.
      const keep = facts.environments.find((one) => one.environment === serving.at(-1))?.state === 'on' ? 'on' : 'off';
      return {
        step,
        environment: environment === '' ? null : environment,
        done_at: done?.doneAt.toISOString() ?? null,
        done_by: done?.doneBy ?? null,
        evidence: done?.evidence ?? null,
        justification: done?.override ? done.reason : null,
        not_yet: done ? null : (whyNotYet(facts, { step, environment, keep }, at) ?? null),
      };
    }),
  };
}
