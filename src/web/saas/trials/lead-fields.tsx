import { NativeSelect, TextInput } from '@mantine/core';
import type { FormOf } from '../../forms/form-of.ts';
import { PairOfFields } from '../../forms/pair-of-fields.tsx';
import { COUNTRY_CHOICES } from './countries.ts';
import { stateChoices } from './states.ts';
import { TRIAL_LABELS as LABELS, type TrialValues } from './trial-values.ts';

/** Whom sales may call. */
export function LeadFields({ form }: { readonly form: FormOf<TrialValues> }) {
  const states = stateChoices(form.values.country);
  const country = form.getInputProps('country');
  return (
    <>
      <PairOfFields>
        <TextInput label={LABELS.first_name} autoComplete="given-name" {...form.getInputProps('first_name')} />
        <TextInput label={LABELS.last_name} autoComplete="family-name" {...form.getInputProps('last_name')} />
      </PairOfFields>
      <TextInput label={LABELS.company_name} autoComplete="organization" {...form.getInputProps('company_name')} />
      <TextInput
        label={`${LABELS.phone_number} (optional)`}
        type="tel"
        autoComplete="tel"
        {...form.getInputProps('phone_number')}
      />
      <NativeSelect
        label={LABELS.country}
        autoComplete="country"
        data={[...COUNTRY_CHOICES]}
        {...country}
        onChange={(event) => {
          country.onChange(event);
          form.setFieldValue('state', '');
        }}
      />
      {states && <NativeSelect label={LABELS.state} data={states} {...form.getInputProps('state')} />}
    </>
  );
}
