import { Text, Timeline } from '@mantine/core';
import type { Explanation } from '#portal/contract/explanation-answer.ts';
import { Icon, type IconName } from '../../design/icon.tsx';
import { useActs } from '../api/use-namespace.ts';
import { Time } from '../parts/time.tsx';
import { type Moment, momentsOf } from './timeline.ts';

const ICONS: Record<Moment['kind'], IconName> = { trial: 'rocket', purchase: 'check', refusal: 'stop', act: 'group' };

export function NamespaceTimeline({ explanation }: { readonly explanation: Explanation }) {
  const acts = useActs(String(explanation.namespace_id));
  const moments = momentsOf(explanation, acts.data ?? []);
  if (moments.length === 0) return <Text c="dimmed">Nothing has happened to this namespace.</Text>;
  return (
    <Timeline bulletSize={26} lineWidth={2} active={moments.length} color="gray">
      {moments.map(({ key, at, kind, title, detail }) => (
        <Timeline.Item key={key} title={title} bullet={<Icon name={ICONS[kind]} size={14} />}>
          <Text size="sm">{detail}</Text>
          <Text size="sm" c="dimmed">
            <Time at={at} />
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
