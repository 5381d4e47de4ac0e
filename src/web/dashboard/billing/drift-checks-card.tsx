import { Table } from '@mantine/core';
import type { DriftAnswer } from '#portal/contract/billing-answers.ts';
import { Card } from '../../design/card.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';

/** The checks before, the newest first. */
export function DriftChecksCard({ checks }: Pick<DriftAnswer, 'checks'>) {
  return (
    <Card title="Checks">
      <Rows
        label="Checks"
        head={['When', 'Customers', 'Drift', 'Settling', 'Repaired']}
        empty={checks.length === 0 ? 'None yet.' : undefined}
      >
        {checks.map((one) => (
          <Table.Tr key={one.at}>
            <Table.Td>
              <Time at={one.at} />
            </Table.Td>
            <Table.Td>{one.customers_checked.toLocaleString('en-US')}</Table.Td>
            <Table.Td>{one.drift.toLocaleString('en-US')}</Table.Td>
            <Table.Td>{one.settling.toLocaleString('en-US')}</Table.Td>
            <Table.Td>{one.repaired.toLocaleString('en-US')}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}
