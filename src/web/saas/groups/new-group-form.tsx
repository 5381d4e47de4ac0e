import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { GroupOnWire } from '#saas/contract/product-api.ts';
import { LinkButton } from '../../design/link-button.tsx';
import { FormFailure } from '../../forms/form-failure.tsx';
import { missingFields } from '../../forms/missing-fields.ts';
import { useRequestForm } from '../../forms/use-request-form.ts';
import { send } from '../api/send.ts';
import { groupKey } from '../api/use-group.ts';
import { GROUPS } from '../api/use-groups.ts';

const LABELS = { name: 'Group name' };

export function NewGroupForm() {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const { form, formProps, isSending, failed } = useRequestForm({
    labels: LABELS,
    initialValues: { name: '' },
    check: (values) => missingFields(values, ['name'], LABELS),
    send: async (values) => (await send<{ group: GroupOnWire }>('POST', '/groups', values)).group,
    onDone: (group) => {
      queries.setQueryData(groupKey(group.id), group);
      queries.removeQueries({ queryKey: GROUPS });
      navigate(`/groups/${group.id}`);
    },
  });
  return (
    <form {...formProps}>
      <Stack gap="md">
        <FormFailure failed={failed} title="The group was not created" fields={LABELS} />
        <TextInput label={LABELS.name} autoComplete="off" {...form.getInputProps('name')} />
        <Group gap="sm">
          <Button type="submit" loading={isSending}>
            Create group
          </Button>
          <LinkButton href="/" variant="subtle">
            Cancel
          </LinkButton>
        </Group>
      </Stack>
    </form>
  );
}
