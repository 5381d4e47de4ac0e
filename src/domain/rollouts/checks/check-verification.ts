import type { Decision, Situation } from '../decision.ts';
import { environmentAt, nextStep } from '../place.ts';
import { sayTime } from '../say-time.ts';
import { holdFor } from './hold-for.ts';

/** After the last step everybody has it for a while, and the gates go on looking. */
export function checkVerification(situation: Situation): Decision | undefined {
  const { state, seen } = situation;
  if (nextStep(situation)) return undefined;
  // After a period nobody has it: there is nothing to verify.
  if (state.isPeriodOver) return isLast(situation) ? { do: 'complete' } : { do: 'finish_environment' };
  if (state.phase !== 'verifying') return { do: 'verify' };
  const { verify, name } = environmentAt(situation);
  const until = state.since + verify * 1_000;
  if (seen.at < until) {
    const sentence = `${name} is verified until ${sayTime(until)}.`;
    const hold = holdFor(situation, 'verification', sentence, { waivable: 'verification', nextCheckAt: until });
    if (hold) return hold;
  }
  return isLast(situation) ? { do: 'complete' } : { do: 'finish_environment' };
}

const isLast = ({ plan, state }: Situation) => state.environment + 1 >= plan.environments.length;
