import { Badge, Group, Stack, Text } from '@mantine/core';
import { Card } from '../../design/card.tsx';
import { timeText } from '../texts/time-text.ts';
import type { Decision } from './say-verdict.ts';

/** One trial type: whether it may be started, and every rule with its own words. */
export function DecisionCard({ decision }: { readonly decision: Decision }) {
  return (
    <Card title={decision.name}>
      <Group gap="xs">
        <Badge color={decision.eligible ? 'teal' : 'red'} variant="light" className="readable-badge">
          {decision.eligible ? 'may be started' : 'may not be started'}
        </Badge>
        <Text size="sm" c="dimmed" className="mono">
          {decision.trial_type}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        For the plans {decision.plans.join(', ')}.{' '}
        {decision.valid_until ? `Holds until ${timeText(decision.valid_until)}.` : 'Holds until something is changed.'}
      </Text>
      <ul className="rule-list">
        {decision.rules.map((rule) => (
          <li key={rule.code} data-blocks={rule.blocks && rule.state === 'bind'}>
            <RuleLine rule={rule} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function stateOf({ state, blocks, asked }: Decision['rules'][number]): string {
  if (state === 'off') return 'off';
  const says = blocks ? 'says no' : 'no objection';
  const how = state === 'observe' ? `${says}, observed only` : says;
  return asked === 'at_application' ? `${how}; asked when somebody applies` : how;
}

function RuleLine({ rule }: { readonly rule: Decision['rules'][number] }) {
  return (
    <Stack gap={2}>
      <Group gap="xs">
        <Text fw={600} className="mono">
          {rule.code}
        </Text>
        <Text size="sm" c="dimmed">
          {stateOf(rule)}
        </Text>
      </Group>
      <Text size="sm">{rule.sentence}</Text>
      {rule.blocks && rule.customer_sentence && (
        <Text size="sm" c="dimmed">
          To the customer: {rule.customer_sentence}
        </Text>
      )}
    </Stack>
  );
}
