import { Button, Stack, Title } from '@mantine/core';
import type { RegistrationAnswer } from '#saas/contract/product-api.ts';
import { FormFailure } from '../../forms/form-failure.tsx';
import { useRequestForm } from '../../forms/use-request-form.ts';
import { send } from '../api/send.ts';
import { readMarketingSource, withMarketingSource } from '../session/marketing-source.ts';
import { AccountFields } from './account-fields.tsx';
import { OnboardingFields } from './onboarding-fields.tsx';
import {
  checkRegistration,
  NO_REGISTRATION,
  REGISTRATION_LABELS,
  type RegistrationType,
  toRegistrationRequest,
} from './registration-values.ts';
import { FIRST_GROUP, useLandAfterRegistration } from './use-land-after-registration.ts';

/** Account and onboarding in one form, so that a person is done with one press. */
export function RegistrationForm({ type }: { readonly type: RegistrationType }) {
  const land = useLandAfterRegistration();
  const { form, formProps, isSending, failed } = useRequestForm({
    labels: REGISTRATION_LABELS,
    initialValues: NO_REGISTRATION,
    check: (values) => checkRegistration(values, type),
    send: async (values) => {
      const request = toRegistrationRequest(values, type, readMarketingSource(window.location.search));
      const answer = await send<RegistrationAnswer>('POST', '/registrations', request);
      return { answer, isTeam: values.setup_for_company === 'company' };
    },
    onDone: ({ answer, isTeam }) =>
      land(answer, isTeam ? withMarketingSource(FIRST_GROUP, window.location.search) : '/'),
  });
  return (
    <form {...formProps}>
      <Stack gap="md">
        <FormFailure failed={failed} title="Your account was not created" fields={REGISTRATION_LABELS} />
        <Title order={2}>Your account</Title>
        <AccountFields form={form} />
        <Title order={2} mt="sm">
          About you
        </Title>
        <OnboardingFields form={form} type={type} />
        <Button type="submit" loading={isSending} fullWidth mt="sm">
          {type === 'trial' ? 'Create account and start trial' : 'Create account'}
        </Button>
      </Stack>
    </form>
  );
}
