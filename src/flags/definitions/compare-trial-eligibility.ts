import { defineFlag } from './flag-definition.ts';

export const compareTrialEligibility = defineFlag({
  name: 'compare_trial_eligibility',
  description: 'Compares the old and the new answer after the caller has its own; changes no answer.',
  ownerGroup: 'group::subscription management',
  rolloutIssue: 'https://gitlab.com/gitlab-org/gitlab/-/issues/507863',
  type: 'operational',
  introduced: '2026-11-21',
  removeBy: '2027-05-31',
  permanentBecause: null,
  default: false,
  actor: 'user',
});
