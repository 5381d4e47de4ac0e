import type { Instant } from '../../time/days.ts';
import type { ApplicationFacts } from '../facts.ts';
import type { Rule, RuleParameters } from '../rule.ts';

const MILLISECONDS_PER_DAY = 86_400_000;

function windowOf(parameters: RuleParameters): number {
  return (parameters.days ?? 0) * MILLISECONDS_PER_DAY;
}

/** The starts within the window that ends at `at`, oldest first. */
function recentStarts(application: ApplicationFacts, at: Instant, parameters: RuleParameters): Instant[] {
  const since = at - windowOf(parameters);
  return application.startedAt.filter((start) => start > since && start <= at).sort((one, other) => one - other);
}

/** The applicant, as a user or by a folded e-mail address, has started too many trials lately and is not exempt. */
export const applicantTrialLimit: Rule = {
  code: 'applicant_trial_limit',
  asked: 'at_application',
  about: 'namespace',
  parameters: {
    max: { default: 10, minimum: 0, maximum: 10_000, unit: 'trials' },
    days: { default: 30, minimum: 1, maximum: 3_650, unit: 'days' },
  },
  blocks: ({ application }, _trialType, at, parameters) =>
    application !== null &&
    !application.exempt &&
    recentStarts(application, at, parameters).length >= (parameters.max ?? Infinity),
  changesAt: ({ application }, _trialType, at, parameters) => {
    if (application === null || application.exempt) return Infinity;
    const [oldest] = recentStarts(application, at, parameters);
    return oldest === undefined ? Infinity : oldest + windowOf(parameters);
  },
  sentence: ({ application }, _trialType, at, parameters) => {
    const allowed = `${parameters.max} trials within ${parameters.days} days are allowed`;
    if (application === null) return `${allowed}; asked only when somebody applies.`;
    if (application.exempt) return `${allowed}; this applicant is exempt.`;
    return `${allowed}; this applicant has started ${recentStarts(application, at, parameters).length}.`;
  },
  customerSentence: 'We cannot start this trial for you right now. Please contact our support team.',
};
