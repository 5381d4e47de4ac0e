import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import type { DifferenceOnWire } from '#portal/contract/comparisons-on-wire.ts';
import { Card } from '../../design/card.tsx';
import type { ComparisonGroup } from '../api/use-comparisons.ts';
import { DifferenceRows } from './difference-rows.tsx';
import { countText, sayOutcome } from './say-comparison.ts';

type DifferencesCardProps = {
  readonly differences: readonly DifferenceOnWire[];
  readonly group: ComparisonGroup | undefined;
  readonly onOpen: (group: ComparisonGroup) => void;
};

/** What differs, by its cause; the most frequent first. */
export function DifferencesCard({ differences, group, onOpen }: DifferencesCardProps) {
  const causes = Map.groupBy(differences, ({ outcome, cause }) => `${outcome} ${cause}`);
  return (
    <Card title="Why they differ">
      {causes.size === 0 && <Text c="dimmed">The two answers never differed.</Text>}
      {[...causes].map(([key, ofCause]) => (
        <Stack key={key} gap="xs" w="100%" component="section" aria-label={key}>
          <CauseHeading differences={ofCause} />
          <DifferenceRows differences={ofCause} group={group} onOpen={onOpen} />
        </Stack>
      ))}
    </Card>
  );
}

function CauseHeading({ differences }: Pick<DifferencesCardProps, 'differences'>) {
  const [first] = differences;
  if (!first) return null;
  const isExpected = differences.every(({ expected }) => expected !== null);
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Title order={3} className="mono">
          {first.cause === '' ? 'no cause told' : first.cause.split('+').join(' + ')}
        </Title>
        <Badge variant="light" color={colorOf(first.outcome, isExpected)} className="readable-badge">
          {sayOutcome(first.outcome, isExpected)} · {countText(differences.reduce((sum, { n }) => sum + n, 0))}
        </Badge>
      </Group>
      <Text size="sm">{first.sentence ?? 'Nobody has named this cause yet: look at its namespaces.'}</Text>
    </Stack>
  );
}

function colorOf(outcome: string, isExpected: boolean): string {
  if (isExpected) return 'gray';
  return outcome === 'grants_more' ? 'red' : 'yellow';
}
