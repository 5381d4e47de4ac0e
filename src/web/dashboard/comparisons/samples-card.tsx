import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { ComparisonSample } from '#sdk/contract.ts';
import { Card } from '../../design/card.tsx';
import { type ComparisonGroup, type ComparisonWindow, useComparisonSamples } from '../api/use-comparisons.ts';
import { Fetched } from '../parts/fetched.tsx';
import { Time } from '../parts/time.tsx';
import { NewSide, OldSide } from './sample-sides.tsx';

type SamplesCardProps = {
  readonly group: ComparisonGroup;
  readonly window: ComparisonWindow;
  readonly onClose: () => void;
};

/** The newest namespaces of one group, with both explanations beside each other. */
export function SamplesCard({ group, window, onClose }: SamplesCardProps) {
  const samples = useComparisonSamples(window, group);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView(), []);
  return (
    <div ref={place} style={{ scrollMarginTop: 'var(--shell-header)' }}>
      <Card title={`Namespaces: ${group.cause || group.outcome}, plan ${group.plan}`}>
        <Group justify="space-between" w="100%">
          <Text size="sm" c="dimmed">
            Samples, the newest first; not every comparison leaves one.
          </Text>
          <Button size="xs" variant="default" onClick={onClose}>
            Close
          </Button>
        </Group>
        <Fetched query={samples} heights={[160]}>
          {(found) => (
            <Stack w="100%" gap="md">
              {found.length === 0 && <Text c="dimmed">No sample of it is kept.</Text>}
              {found.map((one) => (
                <SampleRow key={`${one.namespace_id} ${one.at}`} sample={one} />
              ))}
            </Stack>
          )}
        </Fetched>
      </Card>
    </div>
  );
}

function SampleRow({ sample }: { readonly sample: ComparisonSample }) {
  return (
    <Paper withBorder p="md" component="article" aria-label={`Namespace ${sample.namespace_id}`}>
      <Group gap="xs" mb="xs">
        <Link href={`/namespaces/${sample.namespace_id}`}>Namespace {sample.namespace_id}</Link>
        <Text size="sm" c="dimmed">
          <Time at={sample.at} /> · {sample.mode === 'checked' ? 'new answers, checked' : sample.mode}
        </Text>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Stack gap="xs">
          <Title order={4}>The old queries</Title>
          <OldSide old={sample.old} />
        </Stack>
        <Stack gap="xs">
          <Title order={4}>The rules</Title>
          <NewSide answer={sample.new} wanted={sample.trial_type} />
        </Stack>
      </SimpleGrid>
    </Paper>
  );
}
