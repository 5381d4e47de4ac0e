import type { RuleSetBody } from './rule-set.ts';
import type { TrialType } from './trial-type.ts';

const FREE = ['none', 'default', 'free'];

// Repeatability by plan, not by name: the data below decides, and names decide nothing.
const once = { repeatable: false, retrialWindowDays: 0 };
const every90Days = { repeatable: true, retrialWindowDays: 90 };

const trialTypes: readonly TrialType[] = [
  {
    type: 'ultimate_with_gitlab_duo_enterprise',
    code: 'u',
    name: 'Ultimate with GitLab Duo Enterprise',
    plans: FREE,
    durationDays: 30,
    ...once,
    addOn: 'duo_enterprise',
    offered: true,
  },
  {
    type: 'ultimate_on_premium_with_gitlab_duo_enterprise',
    code: 'p',
    name: 'Ultimate on Premium with GitLab Duo Enterprise',
    plans: ['premium'],
    durationDays: 30,
    ...every90Days,
    addOn: 'duo_enterprise',
    offered: true,
  },
  {
    type: 'ultimate_with_dap',
    code: 'd',
    name: 'Ultimate with GitLab Duo Agent Platform',
    plans: FREE,
    durationDays: 30,
    ...once,
    addOn: null,
    offered: false,
  },
  {
    type: 'ultimate_on_premium_with_dap',
    code: 'e',
    name: 'Ultimate on Premium with GitLab Duo Agent Platform',
    plans: ['premium'],
    durationDays: 30,
    ...every90Days,
    addOn: null,
    offered: false,
  },
];

/** The first rule set of a new portal: every rule binds with its defaults. */
export const INITIAL_RULE_SET: RuleSetBody = { rules: {}, trialTypes };
