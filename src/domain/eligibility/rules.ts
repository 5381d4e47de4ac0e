import type { Rule } from './rule.ts';
import { applicantTrialLimit } from './rules/applicant-trial-limit.ts';
import { duoEnterprisePurchased } from './rules/duo-enterprise-purchased.ts';
import { duoProTrialRunning } from './rules/duo-pro-trial-running.ts';
import { namespaceBlocked } from './rules/namespace-blocked.ts';
import { paidUltimate } from './rules/paid-ultimate.ts';
import { planNotEligible } from './rules/plan-not-eligible.ts';
import { trialAlreadyUsed } from './rules/trial-already-used.ts';
import { trialRunning } from './rules/trial-running.ts';

/** Every rule, in the order in which reasons are told. Adding a rule is adding a file and a line here. */
export const RULES: readonly Rule[] = [
  trialAlreadyUsed,
  trialRunning,
  paidUltimate,
  duoEnterprisePurchased,
  duoProTrialRunning,
  namespaceBlocked,
  planNotEligible,
  applicantTrialLimit,
];
