import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { CallToAction, GroupOnWire } from '#saas/contract/product-api.ts';
import { Card } from '../../design/card.tsx';
import { SignedInOnly } from '../session/signed-in-only.tsx';
import { GroupFrame } from './group-frame.tsx';
import { PremiumAlert } from './premium-alert.tsx';
import { TrialCard } from './trial-card.tsx';

/** `/groups/:id` */
export function GroupPage({ id }: { readonly id: string }) {
  return (
    <SignedInOnly>
      <GroupFrame id={id}>{(group, ctas) => <GroupContent group={group} ctas={ctas} />}</GroupFrame>
    </SignedInOnly>
  );
}

type GroupContentProps = { readonly group: GroupOnWire; readonly ctas: readonly CallToAction[] };

/** What can come a moment later stands last, so that it moves nothing. */
function GroupContent({ group, ctas }: GroupContentProps) {
  return (
    <>
      <TrialCard trial={group.trial} />
      <Card title="Overview">
        <Text>
          {group.path} is a {group.visibility} group on the {group.plan_title} plan.
        </Text>
        <Anchor component={Link} href={`/groups/${group.id}/-/billing`} underline="always">
          Billing
        </Anchor>
      </Card>
      <PremiumAlert ctas={ctas} />
    </>
  );
}
