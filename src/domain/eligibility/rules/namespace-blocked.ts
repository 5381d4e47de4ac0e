import { dayOf, isoOfDay, startOfDay } from '../../time/days.ts';
import { NO_PARAMETERS, type Rule } from '../rule.ts';

/** An operator has blocked the namespace, perhaps until a day. */
export const namespaceBlocked: Rule = {
  code: 'namespace_blocked',
  asked: 'always',
  about: 'namespace',
  parameters: NO_PARAMETERS,
  blocks: ({ blockedUntil }, _trialType, at) => blockedUntil !== null && dayOf(at) < blockedUntil,
  changesAt: ({ blockedUntil }, _trialType, at) =>
    blockedUntil !== null && dayOf(at) < blockedUntil ? startOfDay(blockedUntil) : Infinity,
  sentence: ({ blockedUntil }, _trialType, at) => {
    if (blockedUntil === null) return 'Not blocked.';
    if (blockedUntil === Infinity) return 'An operator has blocked this namespace, without an end date.';
    const verb = dayOf(at) < blockedUntil ? 'has blocked this namespace' : 'had blocked this namespace';
    return `An operator ${verb} until ${isoOfDay(blockedUntil)}.`;
  },
  customerSentence: 'Trials are not available for this group. Please contact our support team.',
};
