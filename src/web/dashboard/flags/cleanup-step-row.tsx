import { Badge, Button, Group, Text } from '@mantine/core';
import type { FlagCleanupAnswer } from '#portal/contract/flag-answers.ts';
import { Time } from '../parts/time.tsx';
import { stepText } from './lifecycle-texts.ts';

export type CleanupStepOnWire = FlagCleanupAnswer['cleanup']['steps'][number];

type CleanupStepRowProps = {
  readonly step: CleanupStepOnWire;
  /** Undefined for whoever may only look. */
  readonly onTake: ((step: CleanupStepOnWire) => void) | undefined;
};

/** One step: by whom it was done, or that it can be, or why it cannot yet. */
export function CleanupStepRow({ step, onTake }: CleanupStepRowProps) {
  const { done_at: doneAt, not_yet: notYet } = step;
  return (
    <li>
      <Group gap="xs" justify="space-between" align="flex-start">
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {stepText(step.step, step.environment)}
          </Text>
          <Badge variant="light" color={doneAt ? 'teal' : notYet ? 'gray' : 'violet'} className="readable-badge">
            {doneAt ? 'done' : notYet ? 'not yet' : 'next'}
          </Badge>
        </Group>
        {onTake && !doneAt && (
          <Button size="xs" variant="default" onClick={() => onTake(step)}>
            {notYet ? 'Take it anyway' : 'Take it'}
          </Button>
        )}
      </Group>
      {doneAt && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {step.done_by}, <Time at={doneAt} />
          {step.evidence ? `: ${step.evidence}` : ''}
        </Text>
      )}
      {step.justification && <Text size="sm">Before its turn, because: {step.justification}</Text>}
      {notYet && (
        <Text size="sm" c="dimmed">
          {notYet}
        </Text>
      )}
    </li>
  );
}
