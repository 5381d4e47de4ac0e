import { Text } from '@mantine/core';
import type { DifferenceOnWire } from '#portal/contract/comparisons-on-wire.ts';
import { send } from '../api/send.ts';
import { COMPARISONS } from '../api/use-comparisons.ts';
import { ActDialog } from '../parts/act-dialog.tsx';

type ExpectationDialogProps = { readonly difference: DifferenceOnWire; readonly onClose: () => void };

/** Marks a group as expected, or takes that back; each with a reason. */
export function ExpectationDialog({ difference, onClose }: ExpectationDialogProps) {
  const { plan, trial_type, outcome, cause, expected } = difference;
  const where = `${cause || outcome}, plan ${plan}`;
  return (
    <ActDialog
      title={expected ? `No longer expect ${where}` : `Expect ${where}`}
      verb={expected ? 'Take back' : 'Mark as expected'}
      act={(reason) =>
        expected
          ? send('DELETE', `/comparisons/expectations/${expected.id}`, { reason })
          : send('POST', '/comparisons/expectations', { plan, trial_type, outcome, cause, reason })
      }
      changes={[COMPARISONS, ['audit']]}
      onClose={onClose}
    >
      <Text size="sm">
        {difference.sentence ?? 'Nobody has named this cause yet.'} For <span className="mono">{trial_type}</span>.
      </Text>
      <Text size="sm" c="dimmed">
        {expected
          ? 'From then on it counts again as a difference that nobody expects.'
          : 'From then on this group does not count as wrong, neither here nor for a rollout.'}
      </Text>
    </ActDialog>
  );
}
