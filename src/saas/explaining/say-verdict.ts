import type { SaasExplanation } from '../contract/explanation-on-wire.ts';
import { isInFlight } from '../trials/application.ts';

/** One sentence: what this person sees, and why. */
export function sayVerdict(
  explanation: Omit<SaasExplanation, 'verdict' | 'success'>,
  trialType: string | undefined,
): string {
  const { namespace, user, applications, answer, method } = explanation;
  if (!namespace) return 'Nobody sees an offer: saas has no such namespace.';
  if (!namespace.is_group) return 'Nobody sees an offer: only groups are offered trials.';
  if (!namespace.is_top_level) return 'Nobody sees an offer: it is a subgroup, and trials are for groups at the top.';
  if (user && !user.is_known) return 'Nobody sees an offer: saas has no such person.';
  if (user && !user.is_direct_owner) return 'This person sees no offer: they are no direct Owner of the group.';
  const who = user ? 'This person' : 'A direct Owner';
  if (!namespace.may_try_from_plan) return `${who} sees no offer: trials do not follow the plan ${namespace.plan}.`;
  const [last] = applications;
  if (last && isInFlight(last.state))
    return `${who} sees no offer but that the trial is starting: application ${last.id} is ${last.state}.`;
  const by = method === 'ssot' ? 'the portal' : 'the old queries, which the flag chose';
  if (!answer.trial_types)
    return `${who} reads that it cannot be checked right now: ${by} did not answer (${answer.because}).`;
  if (!trialType)
    return `${who} sees no offer: ${by} ${method === 'ssot' ? 'allows' : 'allow'} no trial for the plan ${namespace.plan ?? 'none'}.`;
  return `${who} sees the offer of ${trialType}, by ${by} (from ${answer.source}).`;
}
