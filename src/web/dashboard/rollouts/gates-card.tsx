import { SimpleGrid, Text } from '@mantine/core';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { Card } from '../../design/card.tsx';
import { GatePanel } from './gate-panel.tsx';
import '../overview/overview.css';

/** What the gates of the step that stands say, with their numbers, exposed against not exposed. */
export function GatesCard({ rollout }: { readonly rollout: DescribedRollout }) {
  const here = rollout.plan.steps.find(({ state }) => state === 'here');
  const names = here?.gates ?? [];
  return (
    <Card title="Gates of this step">
      <Text size="sm" c="dimmed">
        {here === undefined
          ? 'No step is set.'
          : 'Everything must pass before the next step; whoever has the flag is compared with whoever has not, at the same time.'}
      </Text>
      {here !== undefined && names.length === 0 && <Text size="sm">This step has no gates.</Text>}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" w="100%">
        {rollout.plan.gates
          .filter(({ name }) => names.includes(name))
          .map((gate) => (
            <GatePanel key={gate.name} rollout={rollout} gate={gate} />
          ))}
      </SimpleGrid>
    </Card>
  );
}
