import { Table } from '@mantine/core';
import type { CalloutOnWire } from '#portal/contract/billing-answers.ts';
import { Card } from '../../design/card.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';

const OUTCOMES: Readonly<Record<string, string>> = {
  applied: 'done',
  repeated: 'had come before',
  older: 'older than what is kept',
  no_customer: 'nobody has that reference',
  contradicts: 'contradicts an earlier merge',
};

/** What Zuora has called out of the account, the newest first. */
export function CalloutsCard({ callouts }: { readonly callouts: readonly CalloutOnWire[] }) {
  return (
    <Card title="Callouts">
      <Rows
        label="Callouts"
        head={['Came', 'Event', 'Happened', 'Outcome']}
        empty={callouts.length === 0 ? 'Zuora has called out nothing of it lately.' : undefined}
      >
        {callouts.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>
              <Time at={one.at} />
            </Table.Td>
            <Table.Td>{one.event ?? '–'}</Table.Td>
            <Table.Td>{one.occurred_at ? <Time at={one.occurred_at} /> : '–'}</Table.Td>
            <Table.Td>{one.refusal ?? OUTCOMES[one.outcome] ?? one.outcome}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}
