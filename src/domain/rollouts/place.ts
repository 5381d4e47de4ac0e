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
  return state.since + plan.settle * 1_000;
}
