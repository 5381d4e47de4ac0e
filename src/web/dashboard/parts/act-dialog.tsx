import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Notice } from '../../design/notice.tsx';
import { isReason, ReasonInput } from './reason-input.tsx';

export type ActDialogProps = {
  readonly title: string;
  /** What the button says that does it. */
  readonly verb: string;
  readonly isDangerous?: boolean;
  /** Whether everything beside the reason is there, and was shown. */
  readonly isReady?: boolean;
  /** Whether the API takes a reason. */
  readonly asksWhy?: boolean;
  /** What is asked for, where that is more than a reason. */
  readonly reasonLabel?: string;
  /** Does it, with the reason. */
  readonly act: (reason: string) => Promise<unknown>;
  /** Queries whose answers it changes. */
  readonly changes: readonly (readonly unknown[])[];
  /** Once it is done, or was left. */
  readonly onClose: () => void;
  /** Where given, told in its place when it was left. */
  readonly onDismiss?: () => void;
  readonly onDone?: (answer: unknown) => void;
  readonly children?: ReactNode;
};

/** Asks for the reason before something is done, and says so where it is refused. */
export function ActDialog(props: ActDialogProps) {
  const { title, verb, isDangerous = false, isReady = true, act, changes, onClose, onDone, children } = props;
  const { onDismiss = onClose, asksWhy = true, reasonLabel = 'Reason' } = props;
  const [reason, setReason] = useState('');
  const isFilled = isReady && (!asksWhy || isReason(reason));
  const queries = useQueryClient();
  const acting = useMutation({
    mutationFn: () => act(reason.trim()),
    onSuccess: (answer) => {
      for (const queryKey of changes) queries.invalidateQueries({ queryKey });
      onClose();
      onDone?.(answer);
    },
  });
  return (
    <Modal opened onClose={onDismiss} title={title} size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isFilled && !acting.isPending) acting.mutate();
        }}
      >
        <Stack gap="md">
          {children}
          {asksWhy && <ReasonInput value={reason} onChange={setReason} label={reasonLabel} />}
          {acting.error && (
            <Notice kind="failure" title="Nothing was changed">
              <Text size="sm">{acting.error.message}</Text>
            </Notice>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onDismiss}>
              Cancel
            </Button>
            <Button
              type="submit"
              {...(isDangerous ? { color: 'red' } : {})}
              loading={acting.isPending}
              disabled={!isFilled}
            >
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
