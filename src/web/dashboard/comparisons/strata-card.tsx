import { Badge, Table, Text } from '@mantine/core';
import type { StratumOnWire } from '#portal/contract/comparisons-on-wire.ts';
import { Card } from '../../design/card.tsx';
import { Rows } from '../parts/rows.tsx';
import { countText, rateText } from './say-comparison.ts';

type StrataCardProps = { readonly strata: readonly StratumOnWire[]; readonly limit: number };

const HEAD = [
  ...['Plan', 'Trial type', 'Compared', 'Wrong grants', 'Expected', 'Denied'],
  ...['At most (95 %)', 'More needed'],
];

/** By plan and trial type, how sure it is that few grants are wrong. */
export function StrataCard({ strata, limit }: StrataCardProps) {
  return (
    <Card title="How sure it is">
      <Rows
        label="By plan and trial type"
        head={HEAD}
        empty={strata.length === 0 ? 'In no comparison both sides said something.' : undefined}
      >
        {strata.map((one) => (
          <Table.Tr key={`${one.plan} ${one.trial_type}`}>
            <Table.Td>{one.plan}</Table.Td>
            <Table.Td className="mono">{one.trial_type}</Table.Td>
            <Table.Td>{countText(one.checked)}</Table.Td>
            <Table.Td className={one.wrong_grants > 0 ? 'says-no' : undefined}>{countText(one.wrong_grants)}</Table.Td>
            <Table.Td>{countText(one.expected_grants)}</Table.Td>
            <Table.Td>{countText(one.denied)}</Table.Td>
            <Table.Td>{rateText(one.upper_bound)}</Table.Td>
            <Table.Td>
              {one.more_needed === 0 ? (
                <Badge variant="light" color="teal" className="readable-badge">
                  sure enough
                </Badge>
              ) : (
                countText(one.more_needed)
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Rows>
      <Text size="sm" c="dimmed">
        More needed: checks without a wrong grant until no more than {rateText(limit)} of the answers can be wrong
        grants. What is marked as expected does not count as wrong.
      </Text>
    </Card>
  );
}
