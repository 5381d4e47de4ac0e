import { checkTrials } from '../support/check-trials.ts';

checkTrials({ FLAG_OVERRIDES: 'use_ssot_for_trial_eligibility=on' }, 'ssot');
