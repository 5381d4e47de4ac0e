import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { send } from '../api/send.ts';
import { BILLING } from '../api/use-billing.ts';
import { ActDialog } from '../parts/act-dialog.tsx';

type SignUpDialogProps = { readonly onClose: () => void; readonly onDone: (customerId: number) => void };

const NOBODY = { reference: '', email: '', name: '', zuora_account_id: '' };

/** Signs a customer up, with a Zuora account or without. */
export function SignUpDialog({ onClose, onDone }: SignUpDialogProps) {
  const [values, setValues] = useState(NOBODY);
  const set = (field: keyof typeof values) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setValues((before) => ({ ...before, [field]: value }));
  };
  const given = Object.entries(values).filter(([, value]) => value.trim() !== '');
  return (
    <ActDialog
      title="Sign a customer up"
      verb="Sign up"
      asksWhy={false}
      isReady={given.length > 0}
      act={() => {
        const body = Object.fromEntries(given.map(([field, value]) => [field, value.trim()]));
        return send<{ customer: { id: number } }>('POST', '/customers', body);
      }}
      changes={[BILLING]}
      onClose={onClose}
      onDone={(answer) => onDone((answer as { customer: { id: number } }).customer.id)}
    >
      <TextInput
        label="Reference"
        description="By which purchases name them."
        maxLength={200}
        data-autofocus
        value={values.reference}
        onChange={set('reference')}
      />
      <TextInput label="Name" maxLength={200} value={values.name} onChange={set('name')} />
      <TextInput label="E-mail address" type="email" maxLength={200} value={values.email} onChange={set('email')} />
      <TextInput
        label="Zuora account id"
        maxLength={64}
        value={values.zuora_account_id}
        onChange={set('zuora_account_id')}
      />
    </ActDialog>
  );
}
