import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { Facts } from '../parts/facts.tsx';
import { Time } from '../parts/time.tsx';
import { GateChart, isCharted } from './gate-chart.tsx';
import { figureRows } from './say-figures.ts';
import { ROLES, VERDICTS } from './say-rollout.ts';

type GatePanelProps = {
  readonly rollout: DescribedRollout;
  readonly gate: DescribedRollout['plan']['gates'][number];
};

/** One gate: its last word and since when, the numbers behind it, and how they came about. */
export function GatePanel({ rollout, gate }: GatePanelProps) {
  const said = rollout.gates.find((one) => one.gate === gate.name);
  const { word, color } = said ? VERDICTS[said.verdict] : { word: 'not asked yet', color: 'gray' };
  return (
    <Stack gap={6} className="rollout-gate" component="section" aria-label={`Gate ${gate.name}`}>
      <Group gap="xs">
        <Title order={3} size="h5" className="mono">
          {gate.name}
        </Title>
        <Badge variant="light" color={color} className="readable-badge">
          {word}
        </Badge>
        <Text size="sm" c="dimmed">
          {ROLES[gate.role]}
        </Text>
      </Group>
      {said && (
        <>
          <Text size="sm">{said.sentence}</Text>
          <Text size="sm" c="dimmed">
            {said.in_a_row === 1 ? 'said once' : `said ${said.in_a_row} times in a row`}, since <Time at={said.since} />
          </Text>
          <details>
            <summary>Its numbers</summary>
            <Facts rows={figureRows(said.figures)} />
          </details>
        </>
      )}
      {isCharted(gate.kind) && rollout.step >= 0 && <GateChart rollout={rollout} gate={gate.name} />}
    </Stack>
  );
}
