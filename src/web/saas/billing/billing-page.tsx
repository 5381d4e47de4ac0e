import { Anchor, SimpleGrid, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { CallToAction, GroupOnWire } from '#saas/contract/product-api.ts';
import { Card } from '../../design/card.tsx';
import { GroupFrame } from '../groups/group-frame.tsx';
import { TrialCard } from '../groups/trial-card.tsx';
import { SignedInOnly } from '../session/signed-in-only.tsx';
import { StartTrialCard } from './start-trial-card.tsx';

/** `/groups/:id/-/billing` */
export function BillingPage({ id }: { readonly id: string }) {
  return (
    <SignedInOnly>
      <GroupFrame id={id} title="Billing">
        {(group, ctas) => <Billing group={group} ctas={ctas} />}
      </GroupFrame>
    </SignedInOnly>
  );
}

type BillingProps = { readonly group: GroupOnWire; readonly ctas: readonly CallToAction[] };

function Billing({ group, ctas }: BillingProps) {
  return (
    <>
      <TrialCard trial={group.trial} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Card title="Plan">
          <Text>
            {group.name} is currently using the <strong>{group.plan_title}</strong> plan.
          </Text>
          <Anchor component={Link} href={`/groups/${group.id}`} underline="always">
            Back to the group
          </Anchor>
        </Card>
        <StartTrialCard ctas={ctas} />
      </SimpleGrid>
    </>
  );
}
