import type { Decision, Situation } from '../decision.ts';
import { environmentAt, nextStep } from '../place.ts';
import { holdFor } from './hold-for.ts';

/** After the last step everybody has it for a while, and the gates go on looking. */
export function checkVerification(situation: Situation): Decision | undefined {
  const { plan, state, seen } = situation;
  if (nextStep(situation)) return undefined;
  if (state.phase !== 'verifying') return { do: 'verify' };
  const { verify, name } = environmentAt(situation);
  const until = state.since + verify * 1_000;
  if (seen.at < until) {
    const sentence = `${name} is verified until ${new Date(until).toISOString()}.`;
    const hold = holdFor(situation, 'verification', sentence, { waivable: 'verification', nextCheckAt: until });
    if (hold) return hold;
  }
  return state.environment + 1 < plan.environments.length ? { do: 'finish_environment' } : { do: 'complete' };
}
