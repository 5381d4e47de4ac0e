import { Group, NativeSelect, Radio, TextInput } from '@mantine/core';
import type { FormOf } from '../../forms/form-of.ts';
import {
  REGISTRATION_LABELS as LABELS,
  type RegistrationType,
  type RegistrationValues,
} from './registration-values.ts';
import { ROLE_CHOICES } from './roles.ts';

type OnboardingFieldsProps = {
  readonly form: FormOf<RegistrationValues>;
  readonly type: RegistrationType;
};

/** What the product is wanted for; a trial belongs to a group, so it also asks for the group's name. */
export function OnboardingFields({ form, type }: OnboardingFieldsProps) {
  return (
    <>
      <NativeSelect label={LABELS.role} data={[...ROLE_CHOICES]} {...form.getInputProps('role')} />
      <Radio.Group label={LABELS.setup_for_company} {...form.getInputProps('setup_for_company')}>
        <Group mt={6} gap="lg">
          <Radio value="company" label="My company or team" />
          <Radio value="me" label="Just me" />
        </Group>
      </Radio.Group>
      <TextInput
        label={`${LABELS.company_name} (optional)`}
        autoComplete="organization"
        {...form.getInputProps('company_name')}
      />
      {type === 'trial' && (
        <TextInput
          label={LABELS.group_name}
          description="Your trial belongs to this group. You can invite others to it later."
          autoComplete="off"
          {...form.getInputProps('group_name')}
        />
      )}
    </>
  );
}
