import { Badge } from '@mantine/core';
import type { GroupOnWire } from '#saas/contract/product-api.ts';

type PlanBadgeProps = { readonly group: Pick<GroupOnWire, 'plan' | 'plan_title'> };

/** The plan's name. */
export function PlanBadge({ group }: PlanBadgeProps) {
  const isPaid = group.plan !== 'free' && group.plan !== 'default';
  return (
    <Badge variant={isPaid ? 'filled' : 'default'} radius="sm" tt="none" fw={600} style={{ flex: 'none' }}>
      {group.plan_title}
    </Badge>
  );
}
