import { Stack, Text } from '@mantine/core';
import type { CallToAction } from '#saas/contract/product-api.ts';
import { LinkButton } from '../../design/link-button.tsx';
import { Notice } from '../../design/notice.tsx';

/** Offers owners of a premium group what is above it. */
export function PremiumAlert({ ctas }: { readonly ctas: readonly CallToAction[] }) {
  const offer = ctas.find(({ place }) => place === 'premium_alert');
  if (!offer) return null;
  return (
    <Notice kind="note" title="Try Ultimate with GitLab Duo Enterprise">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          Everything in Ultimate, free for {offer.duration_days} days. Afterwards your group is on Premium as before.
        </Text>
        <LinkButton href={offer.href} size="sm">
          Start {offer.duration_days}-day trial
        </LinkButton>
      </Stack>
    </Notice>
  );
}
