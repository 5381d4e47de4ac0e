import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { sayState } from '#domain/rollouts/plan.ts';
import type { DescribedRollout, StepOnWire } from '#portal/contract/rollout-answers.ts';
import { Card } from '../../design/card.tsx';
import { Time } from '../parts/time.tsx';
import { durationText } from '../texts/duration-text.ts';
import { capital, STEPS, sayApprovals, sayHold, sayPeople, sayReach, stepMark } from './say-rollout.ts';

/** Every step of every environment, what it has reached, and whom. */
export function StepsCard({ rollout }: { readonly rollout: DescribedRollout }) {
  const { steps, verify_seconds: verify } = rollout.plan;
  const environments = Map.groupBy(steps, ({ environment }) => environment);
  return (
    <Card title="Steps">
      {[...environments].map(([name, own]) => (
        <Stack key={name} gap="xs" w="100%" component="section" aria-label={name}>
          <Title order={3} size="h5">
            {name}
          </Title>
          <ol className="rule-list">
            {own.map((step) => (
              <StepRow key={step.step} step={step} isBack={rollout.phase === 'rolled_back'} />
            ))}
          </ol>
          {(verify[name] ?? 0) > 0 && (
            <Text size="sm" c="dimmed">
              Then everybody has it for {durationText(verify[name] ?? 0)} before it is done here
              {rollout.phase === 'verifying' && rollout.environment === name && (
                <>
                  , since <Time at={rollout.since} />
                </>
              )}
              .
            </Text>
          )}
        </Stack>
      ))}
    </Card>
  );
}

type StepRowProps = { readonly step: StepOnWire; readonly isBack: boolean };

function StepRow({ step, isBack }: StepRowProps) {
  const mark = stepMark(step, isBack);
  const { word, color } = STEPS[mark];
  const more = [
    sayHold(step, Date.now()),
    step.deadline_seconds > 0 && step.state !== 'done'
      ? `pauses after ${durationText(step.deadline_seconds)}`
      : undefined,
    sayPeople(step),
    sayReach(step),
    step.approvals > 0 ? `${sayApprovals(step.approvals)} by ${step.approvers.join(' or ')}` : undefined,
    step.gates.length > 0 ? `gates: ${step.gates.join(', ')}` : 'no gates',
  ];
  return (
    <li data-step={mark} aria-current={step.state === 'here' && step.left_at === null ? 'step' : undefined}>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {capital(sayState(step.to))}
        </Text>
        <Badge variant="light" color={color} className="readable-badge">
          {word}
        </Badge>
        {step.reached_at && (
          <Text size="sm" c="dimmed">
            reached <Time at={step.reached_at} />
          </Text>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {more.filter(Boolean).join(' · ')}
      </Text>
    </li>
  );
}
