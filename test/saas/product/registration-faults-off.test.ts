import { checkRegistrationFaults } from '../support/check-registration-faults.ts';

checkRegistrationFaults({ FLAG_OVERRIDES: 'use_ssot_for_trial_eligibility=off' }, 'database');
