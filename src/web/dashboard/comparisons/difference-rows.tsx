import { Button, Group, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { DifferenceOnWire } from '#portal/contract/comparisons-on-wire.ts';
import type { ComparisonGroup } from '../api/use-comparisons.ts';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';
import { useMay } from '../session/signed-in.ts';
import { isSameGroup } from './comparison-choices.ts';
import { ExpectationDialog } from './expectation-dialog.tsx';
import { countText } from './say-comparison.ts';

type DifferenceRowsProps = {
  readonly differences: readonly DifferenceOnWire[];
  readonly group: ComparisonGroup | undefined;
  readonly onOpen: (group: ComparisonGroup) => void;
};

/** The groups of one cause: each can be opened, and be marked as expected. */
export function DifferenceRows({ differences, group, onOpen }: DifferenceRowsProps) {
  const mayAct = useMay('operator');
  const [marked, mark] = useState<DifferenceOnWire>();
  return (
    <>
      <Rows label="Groups" head={['Plan', 'Trial type', 'Times', 'Last', 'Expected', '']}>
        {differences.map((one) => (
          <Table.Tr key={`${one.plan} ${one.trial_type}`} aria-current={isSameGroup(group, one) || undefined}>
            <Table.Td>{one.plan}</Table.Td>
            <Table.Td className="mono">{one.trial_type}</Table.Td>
            <Table.Td>{countText(one.n)}</Table.Td>
            <Table.Td>
              <Time at={one.last_at} />
            </Table.Td>
            <Table.Td className="long">
              <Expected difference={one} />
            </Table.Td>
            <Table.Td>
              <Group gap="xs" justify="flex-end" wrap="nowrap">
                <Button size="xs" variant="default" onClick={() => onOpen(one)}>
                  Namespaces
                </Button>
                {mayAct && (
                  <Button size="xs" variant="default" onClick={() => mark(one)}>
                    {one.expected ? 'Take back' : 'Expect'}
                  </Button>
                )}
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Rows>
      {marked && <ExpectationDialog difference={marked} onClose={() => mark(undefined)} />}
    </>
  );
}

function Expected({ difference: { expected } }: { readonly difference: DifferenceOnWire }) {
  if (!expected) return 'no';
  return (
    <>
      {expected.reason}
      <Text size="sm" c="dimmed">
        {expected.by}, <Time at={expected.at} />
      </Text>
    </>
  );
}
