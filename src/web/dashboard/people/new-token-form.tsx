import { Button, Code, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Notice } from '../../design/notice.tsx';
import { send } from '../api/send.ts';
import { PEOPLE } from '../api/use-people.ts';
import { CopyButton } from '../parts/copy-button.tsx';

const SCOPES = [
  { value: 'read_api', label: 'read' },
  { value: 'api', label: 'whatever you may' },
];
const DAYS = ['7', '30', '90', '365'].map((days) => ({ value: days, label: `${days} days` }));

/** A token for the command line or a machine; its secret is shown once. */
export function NewTokenForm() {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [scope, setScope] = useState('read_api');
  const [days, setDays] = useState('30');
  const making = useMutation({
    mutationFn: () => send<{ secret: string }>('POST', '/tokens', { name, scope, days: Number(days) }),
    onSuccess: () => {
      setName('');
      queries.invalidateQueries({ queryKey: PEOPLE });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') making.mutate();
      }}
    >
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <TextInput
            label="Name"
            placeholder="laptop"
            size="sm"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label="May"
            size="sm"
            data={SCOPES}
            value={scope}
            onChange={(event) => setScope(event.currentTarget.value)}
          />
          <NativeSelect
            label="For"
            size="sm"
            data={DAYS}
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
          <Button type="submit" size="sm" loading={making.isPending} disabled={name.trim() === ''}>
            Make a token
          </Button>
        </Group>
        {making.error && <Notice kind="failure">{making.error.message}</Notice>}
        {making.data && (
          <Notice kind="success" title="Keep it now: it is not shown again">
            <Group gap="sm">
              <Code>{making.data.secret}</Code>
              <CopyButton label="Copy" text={making.data.secret} />
            </Group>
            <Text size="sm">The command line takes it as TRIALGATE_TOKEN.</Text>
          </Notice>
        )}
      </Stack>
    </form>
  );
}
