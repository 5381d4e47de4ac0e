import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useHash } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { EmptyState } from '../../design/empty-state.tsx';
import { Page } from '../../design/page.tsx';
import { SkeletonLines } from '../../design/skeleton-lines.tsx';
import { FormFailure } from '../../forms/form-failure.tsx';
import { missingFields } from '../../forms/missing-fields.ts';
import { useRequestForm } from '../../forms/use-request-form.ts';
import { send } from '../api/send.ts';
import { ME, type Me } from '../api/use-me.ts';

type Invitation = { readonly email: string; readonly name: string; readonly role: string };

const LABELS = { password: 'Choose a password' };

/** `/dashboard/invitation#<secret>` */
export function InvitationPage() {
  const [hash] = useHash({ getInitialValueInEffect: false });
  const secret = hash.slice(1);
  const { data, error, isPending } = useQuery({
    queryKey: ['invitation', secret],
    queryFn: async () => (await send<{ invitation: Invitation }>('POST', '/invitations/look', { secret })).invitation,
    retry: false,
    refetchOnWindowFocus: false,
  });
  if (isPending) {
    return (
      <Page title="Your invitation" narrow>
        <SkeletonLines heights={[60, 90]} />
      </Page>
    );
  }
  if (error) {
    return (
      <Page title="Your invitation" narrow>
        <EmptyState icon="key" title="This link opens nothing">
          {error.message}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title="Your invitation" heading={`Welcome, ${data.name}`} narrow>
      <Text>
        You will sign in as <b>{data.email}</b>, with the role <b>{data.role}</b>. This link works once.
      </Text>
      <AcceptForm secret={secret} />
    </Page>
  );
}

function AcceptForm({ secret }: { readonly secret: string }) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const { form, formProps, isSending, failed } = useRequestForm({
    labels: LABELS,
    initialValues: { password: '' },
    check: (values) => missingFields(values, ['password'], { password: 'Password' }),
    send: (values) => send<{ staff: Me }>('POST', '/invitations/accept', { secret, ...values }),
    onDone: ({ staff }) => {
      queries.setQueryData(ME, staff);
      navigate('/', { replace: true });
    },
  });
  return (
    <form {...formProps}>
      <Stack gap="md">
        <FormFailure failed={failed} title="The password was not set" fields={LABELS} />
        <PasswordInput
          label={LABELS.password}
          description="At least ten characters."
          autoComplete="new-password"
          autoFocus
          visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={isSending} fullWidth>
          Set password and sign in
        </Button>
      </Stack>
    </form>
  );
}
