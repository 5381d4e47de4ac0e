import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Notice } from '../../design/notice.tsx';
import { send } from '../api/send.ts';
import { FLAGS } from '../api/use-flags.ts';

type DisableDialogProps = { readonly flag: string; readonly environment: string; readonly onClose: () => void };

/** The way back is short: a key, and Enter. The reason is written for whoever is in a hurry. */
export function DisableDialog({ flag, environment, onClose }: DisableDialogProps) {
  const queries = useQueryClient();
  const path = `/flags/${encodeURIComponent(flag)}/environments/${encodeURIComponent(environment)}`;
  const disabling = useMutation({
    // Whatever somebody else has set meanwhile, it shall be off.
    mutationFn: () => send('PUT', path, { state: 'off', reason: 'Disabled at once from the dashboard.' }),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: FLAGS });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Disable ${flag}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Text>
          In <b>{environment}</b> it is off for everybody within milliseconds.
        </Text>
        {disabling.error && <Notice kind="failure">{disabling.error.message}</Notice>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button color="red" data-autofocus loading={disabling.isPending} onClick={() => disabling.mutate()}>
            Disable now
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
