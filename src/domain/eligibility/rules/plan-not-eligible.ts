import { NO_PARAMETERS, type Rule } from '../rule.ts';
import type { TrialType } from '../trial-type.ts';

const FREE_PLANS = new Set<string | null>(['', 'none', 'free', 'default', null]);

/** Free and premium are the only plans that a trial can start from; every other plan is refused for every type. */
function isMeantFor(trialType: TrialType, plan: string | null): boolean {
  if (FREE_PLANS.has(plan)) return trialType.plans.some((one) => FREE_PLANS.has(one));
  return plan === 'premium' && trialType.plans.includes('premium');
}

/** The plan as sent is not one of the type's plans. Not asked when no plan was sent at all. */
export const planNotEligible: Rule = {
  code: 'plan_not_eligible',
  asked: 'at_application',
  about: 'trial_type',
  parameters: NO_PARAMETERS,
  blocks: ({ application }, trialType) =>
    application !== null && application.plan !== undefined && !isMeantFor(trialType, application.plan),
  changesAt: () => Infinity,
  sentence: ({ application }, trialType) => {
    const meantFor = `${trialType.type} is meant for the plans ${trialType.plans.join(', ')}`;
    if (application === null) return `${meantFor}; asked only when somebody applies.`;
    if (application.plan === undefined) return `${meantFor}; the application named no plan.`;
    return `${meantFor}; the application named ${application.plan || 'an empty plan, which counts as free'}.`;
  },
  customerSentence:
    'This trial is not available for the plan of this group. Choose another group, or compare our plans.',
};
