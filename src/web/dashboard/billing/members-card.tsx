import { Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { MemberOnWire } from '#portal/contract/billing-answers.ts';
import { Card } from '../../design/card.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';
import { causeText, customerName } from './billing-texts.ts';

/** Who belongs to the account now; what can be done with each stands on their own page. */
export function MembersCard({ members }: { readonly members: readonly MemberOnWire[] }) {
  return (
    <Card title="Members">
      <Rows
        label="Members"
        head={['Customer', 'Since', 'By']}
        empty={members.length === 0 ? 'Nobody belongs to it now.' : undefined}
      >
        {members.map((one) => (
          <Table.Tr key={one.customer_id}>
            <Table.Td className="long">
              <Link href={`/customers/${one.customer_id}`}>{customerName(one, one.customer_id)}</Link>
              <Text size="sm" c="dimmed">
                {[one.reference, one.email].filter(Boolean).join(' · ')}
              </Text>
            </Table.Td>
            <Table.Td>
              <Time at={one.since} />
            </Table.Td>
            <Table.Td>{causeText(one.cause)}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}
