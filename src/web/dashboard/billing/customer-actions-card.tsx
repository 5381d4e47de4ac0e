import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { CustomerAnswer } from '#portal/contract/billing-answers.ts';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { useMay } from '../session/signed-in.ts';
import { CustomerActionDialog } from './customer-action-dialog.tsx';
import { type CustomerAction, customerActions } from './customer-actions.ts';

/** What can be done with a customer; each asks for a reason. */
export function CustomerActionsCard({ answer }: { readonly answer: CustomerAnswer }) {
  const mayAct = useMay('operator');
  const [chosen, choose] = useState<CustomerAction>();
  const [done, setDone] = useState<string>();
  const actions = customerActions(answer);
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
            key={action.label}
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
        <CustomerActionDialog
          action={chosen}
          onClose={() => choose(undefined)}
          onDone={() => setDone(`Done: ${chosen.label}.`)}
        />
      )}
    </Card>
  );
}
