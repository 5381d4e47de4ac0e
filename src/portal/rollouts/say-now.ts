import type { Decision } from '#domain/rollouts/decision.ts';
import { type Plan, sayState } from '#domain/rollouts/plan.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';

/** Where a rollout is, what comes next, and if not, why not: in one line. */
export function sayNow(plan: Plan, state: RolloutState, decision: Decision): string {
  if (state.phase === 'completed') return 'Completed: everybody has it.';
  if (state.phase === 'rolled_back')
    return `Rolled back${state.owesReason ? '; its reason is still to be given' : ''}.`;
  const environment = plan.environments[state.environment];
  const here = sayState(state.touched[environment?.name ?? '']?.state ?? 'off');
  const where = `${here[0]?.toUpperCase()}${here.slice(1)} in ${environment?.name}`;
  if (state.paused) return `${where}; paused: ${state.paused.sentence}`;
  if (decision.do === 'end_period') return `${where}; its period is over, going back to ${sayState(decision.to)}.`;
  if (decision.do === 'roll_back') return `${where}; going back: ${decision.sentence}`;
  const coming = environment?.steps[state.step + 1];
  const next = coming ? `next ${sayState(coming.to)}` : 'next the end of its verification';
  return decision.do === 'hold' ? `${where}; ${next}: ${decision.sentence}` : `${where}; ${next} now.`;
}
