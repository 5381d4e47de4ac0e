import { PasswordInput, TextInput } from '@mantine/core';
import type { FormOf } from '../../forms/form-of.ts';
import { PairOfFields } from '../../forms/pair-of-fields.tsx';
import { REGISTRATION_LABELS as LABELS, type RegistrationValues } from './registration-values.ts';

/** Who is registering, and how they will sign in. */
export function AccountFields({ form }: { readonly form: FormOf<RegistrationValues> }) {
  return (
    <>
      <PairOfFields>
        <TextInput label={LABELS.first_name} autoComplete="given-name" {...form.getInputProps('first_name')} />
        <TextInput label={LABELS.last_name} autoComplete="family-name" {...form.getInputProps('last_name')} />
      </PairOfFields>
      <TextInput
        label={LABELS.username}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps('username')}
      />
      <TextInput label={LABELS.email} type="email" autoComplete="email" {...form.getInputProps('email')} />
      <PasswordInput
        label={LABELS.password}
        description="At least 8 characters."
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
        {...form.getInputProps('password')}
      />
    </>
  );
}
