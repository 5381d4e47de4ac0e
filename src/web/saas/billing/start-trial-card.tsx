import { Text } from '@mantine/core';
import type { CallToAction } from '#saas/contract/product-api.ts';
import { Card } from '../../design/card.tsx';
import { LinkButton } from '../../design/link-button.tsx';

/** The billing page's offer: the last thing on it, because it comes a moment later. */
export function StartTrialCard({ ctas }: { readonly ctas: readonly CallToAction[] }) {
  const offer = ctas.find(({ place }) => place === 'billing_card');
  if (!offer) return null;
  return (
    <Card title="Try Ultimate" icon="rocket">
      <Text>Free for {offer.duration_days} days, no credit card required.</Text>
      <LinkButton href={offer.href}>Start {offer.duration_days}-day trial</LinkButton>
    </Card>
  );
}
