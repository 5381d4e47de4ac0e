import type { Group } from '../groups/group.ts';
import type { Session } from '../sessions/session.ts';
import { mayTryFrom } from '../trials/eligible-plans.ts';
import { refusalSentence } from '../trials/refusal-sentence.ts';
import type { FoundTrials } from '../trials/trial-finder.ts';
import type { RegistrationContext, RegistrationParts } from './registration.ts';

export type Asked = { readonly found: FoundTrials; readonly refusalOf: (group: Group) => Promise<string> };

/** How long a registration waits for answers at most, in milliseconds: the job asks for what comes later. */
const BUDGET = 950;
const CHECK_WITHIN = 800;

/**
 * Asks in one call which of these groups may start a trial, by the method that the flag chose for the person. The flag is
 * read here, once. Everything together stays within the budget.
 */
export async function askForTrial(
  { eligibility, finder }: RegistrationParts,
  session: Session,
  groups: readonly Group[],
  { requestId, onExposed }: RegistrationContext,
): Promise<Asked> {
  const began = performance.now();
  const passed = () => performance.now() - began;
  const flag = await eligibility().evaluateFlag(session.userId);
  onExposed(flag.value);
  const asking = { place: 'registration', requestId, flag, deadlineMs: CHECK_WITHIN - passed() } as const;
  const found = await finder.findAmong(session, groups, asking);
  return {
    found,
    refusalOf: async ({ id, plan }) => {
      const reasons = await eligibility().listReasons([id], Math.max(1, BUDGET - passed()));
      return refusalSentence(id, reasons, mayTryFrom(plan));
    },
  };
}
