import { measuredFrom, periodEnd } from '#domain/rollouts/place.ts';
import type { Plan } from '#domain/rollouts/plan.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';
import type { GateQuestion } from './gate-keeper.ts';

/**
 * What gates are asked about the step that stands.
 * @param at until when, in milliseconds since 1970; behind the end of a period nobody has the step any more.
 */
export function questionOf(plan: Plan, state: RolloutState, at: number): GateQuestion {
  const end = plan.environments[state.environment] && periodEnd({ plan, state });
  return { plan, state, from: measuredFrom(plan, state), until: Math.min(at, end ?? at) };
}

/** Whether there is a step that stands, about which people can be counted. */
export function isAtStep({ plan, state }: Pick<GateQuestion, 'plan' | 'state'>): boolean {
  return state.step >= 0 && plan.environments[state.environment] !== undefined;
}
