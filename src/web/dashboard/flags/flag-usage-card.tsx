import { Table, Text } from '@mantine/core';
import type { FlagAnswer } from '#portal/contract/flag-answers.ts';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';

type FlagUsageCardProps = { readonly flag: FlagAnswer['flag']; readonly environment: string };

/** Which processes have asked for it, and which do as they please. */
export function FlagUsageCard({ flag, environment }: FlagUsageCardProps) {
  const evaluated = flag.evaluated.filter((one) => one.environment === environment);
  const forced = flag.forced.filter((one) => one.environment === environment);
  return (
    <Card title="Where it was evaluated">
      {forced.map((one) => (
        <Notice key={one.instance_id} kind="warning" title={`Forced ${one.forced} in ${one.app_name}`}>
          <Text size="sm">
            The process {one.instance_id} has FLAG_OVERRIDES set, which wins over what is set here. Last seen{' '}
            <Time at={one.last_seen_at} />.
          </Text>
        </Notice>
      ))}
      <Rows
        label="Evaluations"
        head={['Application', 'Processes', 'Yes', 'No', 'Last']}
        empty={evaluated.length === 0 ? 'Nobody has asked for it here lately.' : undefined}
      >
        {evaluated.map((one) => (
          <Table.Tr key={one.app_name}>
            <Table.Td>{one.app_name}</Table.Td>
            <Table.Td>{one.instances}</Table.Td>
            <Table.Td>{one.yes}</Table.Td>
            <Table.Td>{one.no}</Table.Td>
            <Table.Td>
              <Time at={one.last_evaluated_at} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}
