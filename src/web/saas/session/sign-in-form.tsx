import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useLocation } from 'wouter';
import type { UserOnWire } from '#saas/contract/product-api.ts';
import { FormFailure } from '../../forms/form-failure.tsx';
import { missingFields } from '../../forms/missing-fields.ts';
import { useRequestForm } from '../../forms/use-request-form.ts';
import { send } from '../api/send.ts';
import { innerPath } from './inner-path.ts';

const LABELS = { login: 'Username or email', password: 'Password' };

export function SignInForm() {
  const [, navigate] = useLocation();
  const { form, formProps, isSending, failed } = useRequestForm({
    labels: LABELS,
    initialValues: { login: '', password: '' },
    check: (values) => missingFields(values, ['login', 'password'], LABELS),
    send: (values) => send<{ user: UserOnWire }>('POST', '/session', values),
    onDone: () => navigate(innerPath(new URLSearchParams(window.location.search).get('redirect_to'), '/')),
  });
  return (
    <form {...formProps}>
      <Stack gap="md">
        <FormFailure failed={failed} title="You are not signed in" fields={LABELS} />
        <TextInput
          label={LABELS.login}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...form.getInputProps('login')}
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
