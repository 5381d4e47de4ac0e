import { defineFlag } from './flag-definition.ts';

export const useSsotForTrialEligibility = defineFlag({
  name: 'use_ssot_for_trial_eligibility',
  description: "Asks the portal which trials a namespace may start, in place of the product's own database queries.",
  ownerGroup: 'group::subscription management',
  rolloutIssue: 'https://gitlab.com/gitlab-org/gitlab/-/issues/507863',
  type: 'release',
  introduced: '2026-11-21',
  removeBy: '2027-05-31',
  permanentBecause: null,
  default: false,
  actor: 'user',
});
