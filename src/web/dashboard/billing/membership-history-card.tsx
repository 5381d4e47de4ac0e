import { Table } from '@mantine/core';
import { Link } from 'wouter';
import type { MembershipStretchOnWire } from '#portal/contract/billing-answers.ts';
import { Card } from '../../design/card.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';
import { causeText } from './billing-texts.ts';

type MembershipHistoryCardProps = {
  readonly history: readonly MembershipStretchOnWire[];
  /** Whose it is: the other side is named. */
  readonly of: 'account' | 'customer';
};

/** Who belonged to what, the newest first. */
export function MembershipHistoryCard({ history, of }: MembershipHistoryCardProps) {
  return (
    <Card title="History">
      <Rows
        label="History"
        head={[of === 'account' ? 'Customer' : 'Account', 'Joined', 'Left']}
        empty={history.length === 0 ? 'None.' : undefined}
      >
        {history.map((one) => (
          <Table.Tr key={`${one.customer_id} ${one.since}`}>
            <Table.Td>
              {of === 'account' ? (
                <Link href={`/customers/${one.customer_id}`}>Customer {one.customer_id}</Link>
              ) : (
                <Link href={`/billing_accounts/${one.billing_account_id}`} className="mono">
                  {one.zuora_account_id}
                </Link>
              )}
            </Table.Td>
            <Table.Td>
              <Time at={one.since} />: {causeText(one.cause)}
            </Table.Td>
            <Table.Td>
              {one.ended_at ? (
                <>
                  <Time at={one.ended_at} />: {causeText(one.ended_because ?? 'unknown')}
                </>
              ) : (
                'still there'
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}
