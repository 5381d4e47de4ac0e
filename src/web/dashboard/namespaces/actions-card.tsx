import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Explanation } from '#portal/contract/explanation-answer.ts';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { useProvisionings } from '../api/use-namespace.ts';
import { useMay } from '../session/signed-in.ts';
import { ActionDialog } from './action-dialog.tsx';
import { type PossibleAction, possibleActions } from './possible-actions.ts';

type ActionsCardProps = { readonly explanation: Explanation; readonly userId: string | undefined };

/** What can be done here. Each shows what it would change before it is done. */
export function ActionsCard({ explanation, userId }: ActionsCardProps) {
  const id = String(explanation.namespace_id);
  const mayAct = useMay('operator');
  const { data: provisionings } = useProvisionings(id);
  const [chosen, choose] = useState<PossibleAction>();
  const [done, setDone] = useState<string>();
  const today = new Date().toISOString().slice(0, 10);
  const actions = possibleActions(explanation, provisionings ?? [], userId, today);
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
      {chosen && (
        <ActionDialog
          id={id}
          action={chosen}
          onClose={() => choose(undefined)}
          onDone={() => setDone(`Done: ${chosen.label}.`)}
        />
      )}
    </Card>
  );
}
