import { Button, Group, Text, Timeline } from '@mantine/core';
import { useState } from 'react';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import type { RolloutEventOnWire } from '#portal/contract/rollout-event-on-wire.ts';
import { Card } from '../../design/card.tsx';
import { Icon, type IconName } from '../../design/icon.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Time } from '../parts/time.tsx';

const SHOWN = 15;

const ICONS: Partial<Readonly<Record<RolloutEventOnWire['kind'], IconName>>> = {
  started: 'rocket',
  step_set: 'flag',
  held: 'clock',
  rolled_back: 'warning',
  paused: 'stop',
  completed: 'check',
  environment_done: 'check',
  line_done: 'check',
};

/** What has happened, the newest first. */
export function EventsCard({ rollout }: { readonly rollout: DescribedRollout }) {
  const [isAll, setAll] = useState(false);
  const events = rollout.events.map((event, place) => ({ ...event, place })).reverse();
  const shown = isAll ? events : events.slice(0, SHOWN);
  const text = rollout.events.map(({ at, words }) => `${at} ${words}`).join('\n');
  return (
    <Card title="What has happened">
      <Timeline bulletSize={26} lineWidth={2} active={shown.length} color="gray">
        {shown.map(({ place, kind, words, at, by }) => (
          <Timeline.Item key={place} bullet={<Icon name={ICONS[kind] ?? 'note'} size={14} />}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {words}
            </Text>
            <Text size="sm" c="dimmed">
              <Time at={at} />, {by}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
      <Group gap="xs">
        {events.length > SHOWN && (
          <Button size="xs" variant="default" onClick={() => setAll(!isAll)}>
            {isAll ? 'The newest alone' : `All ${events.length}`}
          </Button>
        )}
        <CopyButton label="Copy it all" text={text} />
      </Group>
    </Card>
  );
}
