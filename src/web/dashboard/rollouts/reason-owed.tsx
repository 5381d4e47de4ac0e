import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { Icon } from '../../design/icon.tsx';
import { Notice } from '../../design/notice.tsx';
import { send } from '../api/send.ts';
import { ROLLOUTS, rolloutPath } from '../api/use-rollouts.ts';
import { isReason, ReasonInput } from '../parts/reason-input.tsx';
import { useMay } from '../session/signed-in.ts';

type ReasonOwedProps = { readonly rollout: DescribedRollout; readonly isOlder: boolean };

/** Stands until somebody has said why it was rolled back: that was not asked for before, because it would have cost time. */
export function ReasonOwed({ rollout, isOlder }: ReasonOwedProps) {
  const mayAct = useMay('operator');
  if (!rollout.owes_reason) return null;
  return (
    <Paper withBorder p="lg" className="rollout-owed" component="section" aria-label="Why it was rolled back">
      <Stack gap="sm">
        <Group gap="xs" wrap="nowrap">
          <Icon name="warning" />
          <Title order={2}>Why was it rolled back?</Title>
        </Group>
        {mayAct && !isOlder ? (
          <ReasonForm flag={rollout.flag} />
        ) : (
          <Text size="sm">The reason is still to be given, by an operator.</Text>
        )}
      </Stack>
    </Paper>
  );
}

function ReasonForm({ flag }: { readonly flag: string }) {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const giving = useMutation({
    mutationFn: () => send('POST', `${rolloutPath(flag)}/reason`, { reason: reason.trim() }),
    onSuccess: () => {
      for (const queryKey of [ROLLOUTS, ['audit']]) queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReason(reason) && !giving.isPending) giving.mutate();
      }}
    >
      <Stack gap="sm">
        <ReasonInput value={reason} onChange={setReason} />
        {giving.error && <Notice kind="failure">{giving.error.message}</Notice>}
        <Group>
          <Button type="submit" size="sm" disabled={!isReason(reason)} loading={giving.isPending}>
            Give the reason
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
