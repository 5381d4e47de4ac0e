import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { InterlockOnWire } from '#portal/contract/rollout-answers.ts';
import { Card } from '../../design/card.tsx';
import { send } from '../api/send.ts';
import { INTERLOCKS, ROLLOUTS, useInterlocks } from '../api/use-rollouts.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';
import { useMay } from '../session/signed-in.ts';
import { InterlockDialog } from './interlock-dialog.tsx';

/** Incidents and freezes: as long as one goes on, nothing is widened where it counts. */
export function InterlocksCard() {
  const interlocks = useInterlocks();
  const mayAct = useMay('operator');
  const [isOpening, setOpening] = useState(false);
  const [over, setOver] = useState<InterlockOnWire>();
  return (
    <Card title="Incidents and freezes">
      <Text size="sm" c="dimmed">
        As long as one goes on, no rollout is widened where it counts. Rolling back never waits.
      </Text>
      <Fetched query={interlocks} heights={[40]}>
        {(all) => <InterlockRows interlocks={all} onOver={mayAct ? setOver : undefined} />}
      </Fetched>
      {mayAct && (
        <Group>
          <Button size="sm" variant="default" onClick={() => setOpening(true)}>
            There is one…
          </Button>
        </Group>
      )}
      {isOpening && <InterlockDialog onClose={() => setOpening(false)} />}
      {over && (
        <ActDialog
          title={`The ${over.kind} is over`}
          verb="It is over"
          act={(reason) => send('DELETE', `/rollout_interlocks/${over.id}`, { reason })}
          changes={[INTERLOCKS, ROLLOUTS, ['audit']]}
          onClose={() => setOver(undefined)}
        >
          <Text size="sm">Rollouts that waited for it go on by themselves.</Text>
        </ActDialog>
      )}
    </Card>
  );
}

type InterlockRowsProps = {
  readonly interlocks: readonly InterlockOnWire[];
  /** Undefined for whoever may only look. */
  readonly onOver: ((one: InterlockOnWire) => void) | undefined;
};

function InterlockRows({ interlocks, onOver }: InterlockRowsProps) {
  return (
    <Rows
      label="Incidents and freezes"
      head={['What', 'Where', 'Since', 'Until', 'Who', 'Why', ...(onOver ? [' '] : [])]}
      empty={interlocks.length === 0 ? 'Nothing is going on.' : undefined}
    >
      {interlocks.map((one) => (
        <Table.Tr key={one.id}>
          <Table.Td>
            <Badge variant="light" color={one.kind === 'incident' ? 'red' : 'blue'} className="readable-badge">
              {one.kind}
            </Badge>
          </Table.Td>
          <Table.Td>{one.environment ?? 'everywhere'}</Table.Td>
          <Table.Td>
            <Time at={one.opened_at} />
          </Table.Td>
          <Table.Td>{one.until ? <Time at={one.until} /> : 'somebody ends it'}</Table.Td>
          <Table.Td>{one.by}</Table.Td>
          <Table.Td className="long">{one.reason}</Table.Td>
          {onOver && (
            <Table.Td>
              <Button size="xs" variant="default" onClick={() => onOver(one)}>
                It is over
              </Button>
            </Table.Td>
          )}
        </Table.Tr>
      ))}
    </Rows>
  );
}
