import { Text } from '@mantine/core';
import type { LineOnWire } from '#portal/contract/rollout-answers.ts';
import { send } from '../api/send.ts';
import { ROLLOUTS, rolloutPath } from '../api/use-rollouts.ts';
import { ActDialog } from '../parts/act-dialog.tsx';

export type LineState = 'done' | 'not_applicable';

type LineDialogProps = {
  readonly flag: string;
  readonly line: LineOnWire;
  readonly state: LineState;
  readonly onClose: () => void;
};

/** A person's word for a line of the checklist: what came of it, or why it does not apply. */
export function LineDialog({ flag, line, state, onClose }: LineDialogProps) {
  const isDone = state === 'done';
  return (
    <ActDialog
      title={isDone ? 'This is done' : 'This does not apply'}
      verb={isDone ? 'It is done' : 'It does not apply'}
      reasonLabel={isDone ? 'What came of it, and where one can see it' : 'Why it does not apply'}
      act={(reason) => send('POST', `${rolloutPath(flag)}/checklist`, { line: line.id, state, reason })}
      changes={[ROLLOUTS, ['audit']]}
      onClose={onClose}
    >
      <Text>{line.text}</Text>
    </ActDialog>
  );
}
