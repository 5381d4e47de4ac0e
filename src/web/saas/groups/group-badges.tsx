import { Group, Skeleton, Text } from '@mantine/core';
import type { CallToAction, GroupOnWire } from '#saas/contract/product-api.ts';
import { LinkButton } from '../../design/link-button.tsx';
import { PlanBadge } from './plan-badge.tsx';

type GroupBadgesProps = { readonly group: GroupOnWire | undefined; readonly ctas: readonly CallToAction[] };

/** The tier badge with its offer. As high without the offer, because that comes a moment later. */
export function GroupBadges({ group, ctas }: GroupBadgesProps) {
  const offer = ctas.find(({ place }) => place === 'tier_badge');
  return (
    <Group gap="sm" mih={32} wrap="nowrap">
      {group ? <PlanBadge group={group} /> : <Skeleton height={20} width={60} />}
      {offer ? (
        <LinkButton href={offer.href} size="compact-sm" variant="light">
          Start Ultimate trial
        </LinkButton>
      ) : (
        <Text size="sm" c="dimmed" tt="capitalize">
          {group?.visibility}
        </Text>
      )}
    </Group>
  );
}
