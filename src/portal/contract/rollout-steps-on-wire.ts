import type { Plan } from '#domain/rollouts/plan.ts';
import { computePlan } from '#domain/rollouts/plan-arithmetic.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';

/** What became of a step. Times are milliseconds since 1970. */
export type StepSeen = {
  readonly reachedAt: number;
  /** Null for the one that stands. */
  readonly leftAt: number | null;
  /** People who met it; undefined where nobody knows. */
  readonly met: number | undefined;
};

export type StepsSeen = {
  /** Undefined for a step that was not taken. */
  readonly stepOf: (environment: number, step: number) => StepSeen | undefined;
  /** People an hour who arrive in an environment, exposed or not; null where nobody knows. */
  readonly arrivals: Readonly<Record<string, number | null>>;
};

/** Every step of the plan, how far it has come, and whom it reaches. */
export function toStepsOnWire(plan: Plan, state: RolloutState, { stepOf, arrivals }: StepsSeen) {
  const computed = computePlan(plan, null);
  let place = 0;
  const steps = plan.environments.flatMap((environment, at) => {
    const own = computePlan(plan, arrivals[environment.name] ?? null);
    return environment.steps.map((step, number) => {
      const one = own.steps[place++];
      const seen = stepOf(at, number);
      return {
        environment: environment.name,
        step: number,
        to: step.to,
        state: stateOf(at, number, state),
        hold_seconds: step.hold,
        people: step.people,
        gates: step.gates,
        /** For how long people have it before it is taken back, and when it pauses; 0: for good, never. */
        period_seconds: step.period ?? 0,
        deadline_seconds: step.deadline ?? 0,
        approvals: step.approvals,
        approvers: step.approvers,
        percent: one?.percent ?? 0,
        named_users: one?.namedUsers ?? 0,
        /** Who meet it when nothing goes wrong, and until it is safe when something does. */
        people_at_most: one?.people ?? null,
        people_until_safe: one?.peopleUntilSafe ?? null,
        reached_at: seen ? new Date(seen.reachedAt).toISOString() : null,
        left_at: seen && seen.leftAt !== null ? new Date(seen.leftAt).toISOString() : null,
        people_met: seen?.met ?? null,
      };
    });
  });
  return {
    steps,
    owners: plan.owners,
    expectations: plan.expectations,
    could_go_wrong: plan.couldGoWrong,
    watch: plan.watch,
    gates: plan.gates.map(({ name, role, kind }) => ({ name, role, kind })),
    verify_seconds: Object.fromEntries(plan.environments.map(({ name, verify }) => [name, verify])),
    earliest_completion_seconds: computed.earliestCompletion,
    longest_to_detect_seconds: computed.longestToDetect,
    longest_to_safe_seconds: computed.longestToSafe,
    longest_to_safe_polling_seconds: computed.longestToSafePolling,
  };
}

function stateOf(environment: number, step: number, state: RolloutState): 'done' | 'here' | 'ahead' {
  const isHere = environment === state.environment && step === state.step;
  if (isHere) return 'here';
  const isDone = environment < state.environment || (environment === state.environment && step < state.step);
  return isDone ? 'done' : 'ahead';
}
