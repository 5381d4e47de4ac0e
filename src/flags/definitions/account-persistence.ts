import { defineFlag } from './flag-definition.ts';

export const accountPersistence = defineFlag({
  name: 'account_data_persistence',
  description:
    "Keeps a customer's billing account and its membership in step at every place that sets the Zuora account.",
  ownerGroup: 'group::subscription management',
  rolloutIssue: 'https://gitlab.com/gitlab-org/customers-gitlab-com/-/issues/4795',
  type: 'release',
  introduced: '2026-11-21',
  removeBy: '2027-05-31',
  permanentBecause: null,
  default: false,
  actor: 'customer',
});
