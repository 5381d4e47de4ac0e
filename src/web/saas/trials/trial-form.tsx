import { Button, Stack, Text, TextInput } from '@mantine/core';
import type { EligibleNamespacesAnswer, GroupOnWire, UserOnWire } from '#saas/contract/product-api.ts';
import { FormFailure } from '../../forms/form-failure.tsx';
import { LeadFields } from './lead-fields.tsx';
import { listNamespaceChoices, NEW_GROUP, preselect } from './namespace-choices.ts';
import { NamespaceSelect } from './namespace-select.tsx';
import { trialButtonText } from './trial-button-text.ts';
import { TRIAL_LABELS as LABELS } from './trial-values.ts';
import { useTrialForm } from './use-trial-form.ts';

export type TrialFormProps = {
  readonly person: UserOnWire;
  readonly answer: Pick<EligibleNamespacesAnswer, 'namespaces' | 'others' | 'unknown'>;
  readonly groups: readonly GroupOnWire[];
  /** The group that the address names. */
  readonly asked: string | null;
};

export function TrialForm({ person, answer, groups, asked }: TrialFormProps) {
  const first = preselect(listNamespaceChoices(answer, groups), asked, answer.unknown.length === 0);
  const { form, formProps, isSending, failed, created, resubmission } = useTrialForm(person, first);
  const choices = listNamespaceChoices(answer, groups, created);
  const isPassing = failed?.isPassing ?? false;
  const isAgain = resubmission?.namespaceId === form.values.namespace_id;
  return (
    <form {...formProps}>
      <Stack gap="md">
        <FormFailure
          failed={failed}
          title={isPassing ? 'We cannot start the trial right now' : 'Trial registration unsuccessful'}
          fields={LABELS}
        />
        <NamespaceSelect label={LABELS.namespace_id} choices={choices} {...form.getInputProps('namespace_id')} />
        {form.values.namespace_id === NEW_GROUP && (
          <TextInput label={LABELS.new_group_name} autoComplete="off" {...form.getInputProps('new_group_name')} />
        )}
        <LeadFields form={form} />
        <Button type="submit" loading={isSending} fullWidth mt="sm">
          <Text component="span" inherit truncate>
            {failed && isPassing && 'Try again'}
            {failed && !isPassing && isAgain && 'Resubmit request'}
            {!(failed && (isPassing || isAgain)) && trialButtonText(form.values, choices)}
          </Text>
        </Button>
      </Stack>
    </form>
  );
}
