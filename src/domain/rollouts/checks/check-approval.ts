import type { Decision, Situation } from '../decision.ts';
import { environmentAt, nextStep } from '../place.ts';
import { sayState } from '../plan.ts';
import { holdFor } from './hold-for.ts';

/** Asked last: whoever agrees has all the numbers before them. */
export function checkApproval(situation: Situation): Decision | undefined {
  const { state } = situation;
  const step = nextStep(situation);
  if (!step || state.approvedBy.length >= step.approvals) return undefined;
  const { name } = environmentAt(situation);
  const missing = step.approvals - state.approvedBy.length;
  const sentence = `${sayState(step.to)} in ${name} waits for ${missing} approval${missing === 1 ? '' : 's'} by ${step.approvers.join(' or ')}.`;
  return state.approvalAsked ? holdFor(situation, 'approval', sentence) : { do: 'ask_approval', sentence };
}
