import { checkByKeyboard, prepareProducts } from './support/sign-up-by-keyboard.ts';

checkByKeyboard(prepareProducts({ FLAG_OVERRIDES: 'use_ssot_for_trial_eligibility=on' }));
