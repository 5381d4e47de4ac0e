import { Button, Group, Stack, TextInput } from '@mantine/core';
import type { ConversionRequest, RegistrationAnswer } from '#saas/contract/product-api.ts';
import { LinkButton } from '../../design/link-button.tsx';
import { FormFailure } from '../../forms/form-failure.tsx';
import { missingFields } from '../../forms/missing-fields.ts';
import { useRequestForm } from '../../forms/use-request-form.ts';
import { send } from '../api/send.ts';
import { readMarketingSource } from '../session/marketing-source.ts';
import { useLandAfterRegistration } from './use-land-after-registration.ts';

const LABELS = { group_name: 'Group name' };

/** A group and its trial in one press; or neither, for now. */
export function FirstGroupForm() {
  const land = useLandAfterRegistration();
  const { form, formProps, isSending, failed } = useRequestForm({
    labels: LABELS,
    initialValues: { group_name: '' },
    check: (values) => missingFields(values, ['group_name'], LABELS),
    send: (values) => {
      const source = readMarketingSource(window.location.search);
      const request: ConversionRequest = { registration_type: 'trial', ...values, ...source };
      return send<RegistrationAnswer>('POST', '/registrations', request);
    },
    onDone: land,
  });
  return (
    <form {...formProps}>
      <Stack gap="md">
        <FormFailure failed={failed} title="The group was not created" fields={LABELS} />
        <TextInput
          label={LABELS.group_name}
          description="Your trial belongs to this group. You can invite others to it later."
          autoComplete="off"
          {...form.getInputProps('group_name')}
        />
        <Group gap="sm">
          <Button type="submit" loading={isSending}>
            Create group and start trial
          </Button>
          <LinkButton href="/" variant="subtle">
            Skip for now
          </LinkButton>
        </Group>
      </Stack>
    </form>
  );
}
