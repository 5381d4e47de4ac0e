import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { FormFailure } from '../../forms/form-failure.tsx';
import { missingFields } from '../../forms/missing-fields.ts';
import { useRequestForm } from '../../forms/use-request-form.ts';
import { send } from '../api/send.ts';
import { ME, type Me } from '../api/use-me.ts';

const LABELS = { email: 'E-mail address', password: 'Password' };

export function SignInForm() {
  const queries = useQueryClient();
  const { form, formProps, isSending, failed } = useRequestForm({
    labels: LABELS,
    initialValues: { email: '', password: '' },
    check: (values) => missingFields(values, ['email', 'password'], LABELS),
    send: (values) => send<{ staff: Me }>('POST', '/session', values),
    onDone: ({ staff }) => queries.setQueryData(ME, staff),
  });
  return (
    <form {...formProps}>
      <Stack gap="md">
        <FormFailure failed={failed} title="You are not signed in" fields={LABELS} />
        <TextInput
          label={LABELS.email}
          type="email"
          autoComplete="username"
          autoFocus
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={LABELS.password}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={isSending} fullWidth mt="sm">
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
