import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { send } from '../api/send.ts';
import { BILLING } from '../api/use-billing.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import type { CustomerAction } from './customer-actions.ts';

type CustomerActionDialogProps = {
  readonly action: CustomerAction;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** What it does, what it needs, the reason, and then it is done. */
export function CustomerActionDialog({ action, onClose, onDone }: CustomerActionDialogProps) {
  const { label, explains, field, isDangerous = false, call } = action;
  const [typed, setTyped] = useState(field?.before ?? '');
  const text = typed.trim();
  const isReady = !field || (field.isId ? /^[1-9]\d{0,15}$/.test(text) : text !== field.before);
  return (
    <ActDialog
      title={label}
      verb={label}
      isDangerous={isDangerous}
      isReady={isReady}
      act={(reason) => {
        const { method, path, body } = call(text);
        return send(method, path, { ...body, reason });
      }}
      changes={[BILLING, ['namespace'], ['audit']]}
      onClose={onClose}
      onDone={onDone}
    >
      <Text size="sm">{explains}</Text>
      {field && (
        <TextInput
          label={field.label}
          inputMode={field.isId ? 'numeric' : 'text'}
          autoComplete="off"
          maxLength={64}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </ActDialog>
  );
}
