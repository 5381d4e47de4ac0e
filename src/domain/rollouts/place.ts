import type { Situation } from './decision.ts';
import type { EnvironmentPlan, Plan, Step } from './plan.ts';
import type { RolloutState } from './rollout-state.ts';

type Placed = Pick<Situation, 'plan' | 'state'>;

/** The environment in which the rollout is. @throws {Error} for a place that the plan does not have. */
export function environmentAt({ plan, state }: Placed): EnvironmentPlan {
  const environment = plan.environments[state.environment];
  if (!environment) throw new Error(`the plan of ${plan.flag} has no environment ${state.environment}`);
  return environment;
}

/** The step that is set now; undefined before the first. */
export function stepAt({ plan, state }: Placed): Step | undefined {
  return environmentAt({ plan, state }).steps[state.step];
}

/** The step that comes next in this environment; undefined after the last. */
export function nextStep({ plan, state }: Placed): Step | undefined {
  return environmentAt({ plan, state }).steps[state.step + 1];
}

/** From when on measurements belong to this step, by when every process has it. */
export function measuredFrom(plan: Plan, state: RolloutState): number {
  // Behind the end of a period there is nothing to measure anew.
  return (state.isPeriodOver ? state.stepSetAt : state.since) + plan.settle * 1_000;
}

/** When the period of this step ends; undefined where it has none. */
export function periodEnd(situation: Placed): number | undefined {
  const { period = 0 } = stepAt(situation) ?? {};
  return period > 0 ? situation.state.stepSetAt + period * 1_000 : undefined;
}

/** What the flag was before a step that is for a period: the last step that is for good, or what it was at the start. */
export function stateBeforePeriod({ plan, state }: Placed): string {
  const environment = environmentAt({ plan, state });
  const kept = environment.steps.slice(0, state.step).findLast(({ period }) => !(period > 0));
  return kept?.to ?? state.touched[environment.name]?.start ?? 'off';
}

/** When a step that is not passed pauses: of the one that is set, or of the first one; undefined for never. */
export function deadlineOf({ plan, state }: Placed): number | undefined {
  const step = stepAt({ plan, state }) ?? nextStep({ plan, state });
  const { verify } = environmentAt({ plan, state });
  if (!step || !(step.deadline > 0)) return undefined;
  return state.since + (step.deadline + (state.phase === 'verifying' ? verify : 0)) * 1_000;
}
