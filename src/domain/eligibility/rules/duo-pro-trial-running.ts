import { ruleForActivePurchase } from '../active-purchase.ts';

/** A Duo Pro trial has to end first, because two Duo add-ons cannot be tried side by side. */
export const duoProTrialRunning = ruleForActivePurchase({
  code: 'duo_pro_trial_running',
  product: 'duo_pro',
  trial: true,
  name: 'Duo Pro trial',
  customerSentence: 'A GitLab Duo Pro trial is running for this group. You can start this trial when it has ended.',
});
