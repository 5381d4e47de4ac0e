import { Badge, Table } from '@mantine/core';
import { Link } from 'wouter';
import type { PaymentOnWire } from '#portal/contract/billing-answers.ts';
import { Card } from '../../design/card.tsx';
import { Rows } from '../parts/rows.tsx';
import { dayText } from '../texts/time-text.ts';

/** What the members have bought, and for which namespaces. */
export function PaidNamespacesCard({ payments }: { readonly payments: readonly PaymentOnWire[] }) {
  return (
    <Card title="Namespaces that it pays for">
      <Rows
        label="Namespaces"
        head={['Namespace', 'Product', 'Customer', 'Time']}
        empty={payments.length === 0 ? 'Its members have bought nothing that is known here.' : undefined}
      >
        {payments.map((one) => (
          <Table.Tr key={one.external_id}>
            <Table.Td>
              <Link href={`/namespaces/${one.namespace_id}`}>{one.namespace_id}</Link>
            </Table.Td>
            <Table.Td>
              {one.product}
              {one.trial ? ' (trial)' : ''}
            </Table.Td>
            <Table.Td>{one.customer}</Table.Td>
            <Table.Td>
              <Badge variant="light" color={one.active ? 'teal' : 'gray'} className="readable-badge">
                {one.active ? 'active' : 'not active'}
              </Badge>{' '}
              {paidTime(one)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}

const paidTime = ({ starts_on: from, ends_on: until }: PaymentOnWire) =>
  `${dayText(from)} to ${until === null ? 'no end' : dayText(until)}`;
