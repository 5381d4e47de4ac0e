import { Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { useMay } from '../session/signed-in.ts';

type Doable = { readonly key: string; readonly label: string; readonly isDangerous?: boolean };

/** Tells the card that a dialog was closed, and whether what it asks about was done. */
export type Asked = { readonly onClose: () => void; readonly onDone: () => void };

type ActionsCardProps<Action> = {
  readonly actions: readonly Action[];
  /** Asks about an action before it is done. */
  readonly children: (action: Action, asked: Asked) => ReactNode;
};

/** What can be done here, a button each. */
export function ActionsCard<Action extends Doable>({ actions, children }: ActionsCardProps<Action>) {
  const mayAct = useMay('operator');
  const [chosen, choose] = useState<Action>();
  const [done, setDone] = useState<string>();
  if (!mayAct) {
    return (
      <Card title="Actions">
        <Text size="sm" c="dimmed">
          Your role may look. An operator can do {actions.length} things here.
        </Text>
      </Card>
    );
  }
  return (
    <Card title="Actions">
      {done && (
        <Notice kind="success" onClose={() => setDone(undefined)}>
          {done}
        </Notice>
      )}
      <Group gap="xs">
        {actions.map((action) => (
          <Button
            key={action.key}
            size="sm"
            variant="default"
            className={action.isDangerous ? 'wraps dangerous' : 'wraps'}
            onClick={() => choose(action)}
          >
            {action.label}
          </Button>
        ))}
      </Group>
      {chosen &&
        children(chosen, {
          onClose: () => choose(undefined),
          onDone: () => setDone(`Done: ${chosen.label}.`),
        })}
    </Card>
  );
}
