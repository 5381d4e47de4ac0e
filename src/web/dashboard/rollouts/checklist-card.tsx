import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { DescribedRollout, LineOnWire } from '#portal/contract/rollout-answers.ts';
import { Card } from '../../design/card.tsx';
import { Time } from '../parts/time.tsx';
import { useMay } from '../session/signed-in.ts';
import { LineDialog, type LineState } from './line-dialog.tsx';

const STATES = {
  done: { word: 'done', color: 'teal' },
  not_applicable: { word: 'not applicable', color: 'gray' },
  open: { word: 'open', color: 'yellow' },
} as const;

type ChecklistCardProps = { readonly rollout: DescribedRollout; readonly isOlder: boolean };
type Noted = { readonly line: LineOnWire; readonly state: LineState };

/** The rollout issue, line by line, each with who did it, when, and what came of it. */
export function ChecklistCard({ rollout, isOlder }: ChecklistCardProps) {
  const mayAct = useMay('operator') && !isOlder;
  const [noted, note] = useState<Noted>();
  const open = rollout.checklist.filter(({ state }) => state === 'open').length;
  return (
    <Card title="Checklist">
      <Text size="sm" c="dimmed">
        {open === 0 ? 'Every line is done.' : `${open} of ${rollout.checklist.length} lines are open.`}
      </Text>
      <ol className="rule-list">
        {rollout.checklist.map((line) => (
          <LineRow key={line.id} line={line} onNote={mayAct ? (state) => note({ line, state }) : undefined} />
        ))}
      </ol>
      {noted && <LineDialog flag={rollout.flag} {...noted} onClose={() => note(undefined)} />}
    </Card>
  );
}

type LineRowProps = {
  readonly line: LineOnWire;
  /** Undefined for whoever may only look. */
  readonly onNote: ((state: LineState) => void) | undefined;
};

function LineRow({ line, onNote }: LineRowProps) {
  const { text, state, evidence, proved_by_rollout: isOwn } = line;
  const { word, color } = STATES[state];
  return (
    <li>
      <Group gap="xs" justify="space-between" align="flex-start">
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {text}
          </Text>
          <Badge variant="light" color={color} className="readable-badge">
            {word}
          </Badge>
        </Group>
        {onNote && state === 'open' && (
          <Group gap="xs">
            {!isOwn && (
              <Button size="xs" variant="default" onClick={() => onNote('done')}>
                Done…
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => onNote('not_applicable')}>
              Not applicable…
            </Button>
          </Group>
        )}
      </Group>
      {evidence.map((one) => (
        <Text key={`${one.at} ${one.text}`} size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {one.by}, <Time at={one.at} />: {one.text}
        </Text>
      ))}
      {isOwn && state === 'open' && (
        <Text size="sm" c="dimmed">
          The rollout does this by itself.
        </Text>
      )}
    </li>
  );
}
