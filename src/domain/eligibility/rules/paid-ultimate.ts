import { ruleForActivePurchase } from '../active-purchase.ts';

/** Who pays for Ultimate has nothing to try. */
export const paidUltimate = ruleForActivePurchase({
  code: 'paid_ultimate',
  product: 'ultimate',
  trial: false,
  name: 'paid Ultimate subscription',
  customerSentence: 'This group already has Ultimate, so there is nothing left to try. All its features are yours.',
});
