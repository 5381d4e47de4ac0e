import { checkRegistration } from '../support/check-registration.ts';

checkRegistration({ FLAG_OVERRIDES: 'use_ssot_for_trial_eligibility=off' }, 'database');
