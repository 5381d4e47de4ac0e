import { Button, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../../design/notice.tsx';
import { FormFailure } from '../../forms/form-failure.tsx';
import { missingFields } from '../../forms/missing-fields.ts';
import { useRequestForm } from '../../forms/use-request-form.ts';
import { send } from '../api/send.ts';

const LABELS = { current_password: 'Current password', password: 'New password' };
const EMPTY = { current_password: '', password: '' };
const toggle = { 'aria-label': 'Show password', tabIndex: 0 };

export function PasswordForm() {
  const [ended, setEnded] = useState<number>();
  const { form, formProps, isSending, failed } = useRequestForm({
    labels: LABELS,
    initialValues: EMPTY,
    check: (values) => missingFields(values, ['password'], LABELS),
    send: ({ current_password: current, password }) =>
      send<{ sessions_ended: number }>('PUT', '/me/password', {
        ...(current === '' ? {} : { current_password: current }),
        password,
      }),
    onDone: (answer) => {
      setEnded(answer.sessions_ended);
      form.setValues(EMPTY);
    },
  });
  return (
    <form {...formProps}>
      <Stack gap="sm" maw={380}>
        <FormFailure failed={failed} title="The password was not changed" fields={LABELS} />
        {ended !== undefined && !failed && (
          <Notice kind="success">
            Changed. {ended === 0 ? 'No other session ran.' : `${ended} other sessions ended.`}
          </Notice>
        )}
        <PasswordInput
          label={LABELS.current_password}
          autoComplete="current-password"
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps('current_password')}
        />
        <PasswordInput
          label={LABELS.password}
          description="At least ten characters. Your other sessions end."
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps('password')}
        />
        <div>
          <Button type="submit" size="sm" loading={isSending}>
            Change password
          </Button>
        </div>
      </Stack>
    </form>
  );
}
