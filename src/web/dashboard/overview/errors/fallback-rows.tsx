import { Table } from '@mantine/core';
import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { Rows } from '../../parts/rows.tsx';
import { sayCode } from '../say-code.ts';
import { sayValue } from '../say-value.ts';

type FallbackRowsProps = {
  readonly reasons: OverviewOnWire['fallbacks_by_reason'];
  /** Whether any process has told its numbers. */
  readonly isHeard: boolean;
};

/** Each reason with what it means and where to look. */
export function FallbackRows({ reasons, isHeard }: FallbackRowsProps) {
  const nothing = isHeard ? 'The portal was heard each time.' : 'No process has told its numbers in this time.';
  return (
    <Rows
      label="Reasons"
      head={['Because', 'Checks', 'Rate', 'Which means', 'Look at']}
      empty={reasons.length === 0 ? nothing : undefined}
    >
      {reasons.map((one) => (
        <Table.Tr key={one.name}>
          <Table.Td className="mono">{one.name}</Table.Td>
          <Table.Td>{sayValue(one.count, 'count')}</Table.Td>
          <Table.Td style={{ whiteSpace: 'nowrap' }}>{sayValue(one.per_second, 'per second')}</Table.Td>
          <Table.Td className="long">{sayCode(one.name).means}</Table.Td>
          <Table.Td className="long">{sayCode(one.name).remedy}</Table.Td>
        </Table.Tr>
      ))}
    </Rows>
  );
}
