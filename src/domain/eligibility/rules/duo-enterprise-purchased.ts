import { ruleForActivePurchase } from '../active-purchase.ts';

/** Every trial of ours comes with Duo Enterprise or its successor, so a paid one rules them out. */
export const duoEnterprisePurchased = ruleForActivePurchase({
  code: 'duo_enterprise_purchased',
  product: 'duo_enterprise',
  trial: false,
  name: 'paid Duo Enterprise add-on',
  customerSentence: 'This group already has GitLab Duo Enterprise. To try Ultimate with it, talk to our sales team.',
});
