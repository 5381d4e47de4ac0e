import { Table } from '@mantine/core';
import type { FlagAnswer } from '#portal/contract/flag-answers.ts';
import { Card } from '../../design/card.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';
import { sayState } from './flag-state.ts';

type FlagHistoryCardProps = { readonly flag: FlagAnswer['flag']; readonly environment: string };

/** Who has changed what, the newest first. */
export function FlagHistoryCard({ flag, environment }: FlagHistoryCardProps) {
  const changes = flag.changes.filter((one) => one.environment === environment);
  return (
    <Card title="History">
      <Rows
        label="History"
        head={['When', 'Who', 'Before', 'After', 'Why']}
        empty={changes.length === 0 ? 'Nobody has changed it here.' : undefined}
      >
        {changes.map((one) => (
          <Table.Tr key={one.revision}>
            <Table.Td>
              <Time at={one.changed_at} />
            </Table.Td>
            <Table.Td>{one.changed_by}</Table.Td>
            <Table.Td>{one.before === null ? '–' : sayState(one.before)}</Table.Td>
            <Table.Td>{sayState(one.after)}</Table.Td>
            <Table.Td className="long">{one.reason}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}
