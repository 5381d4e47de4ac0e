import { Group, Paper, Stack, Text } from '@mantine/core';
import { sayState } from '#domain/rollouts/plan.ts';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { Time } from '../parts/time.tsx';
import { timeText } from '../texts/time-text.ts';
import { Countdown } from './countdown.tsx';
import { PhaseBadge } from './phase-badge.tsx';
import { capital, reasonOf, rollBackOf, sayApprovals, waitsSince } from './say-rollout.ts';
import { SteeringButtons } from './steering-buttons.tsx';

type NowCardProps = { readonly rollout: DescribedRollout; readonly isOlder: boolean };

/** In one line where it is, what comes next and when, and if not, why not; and what can be done about it. */
export function NowCard({ rollout, isOlder }: NowCardProps) {
  const { phase, now, next, paused, approval, deadline_at: deadline } = rollout;
  const since = waitsSince(rollout);
  return (
    <Paper withBorder p="lg" className="rollout-now" data-phase={phase} component="section" aria-label="Now">
      <Stack gap="sm">
        <Group gap="sm">
          <PhaseBadge phase={phase} />
          {next.at && !paused && <Countdown to={next.at} />}
          {since && (
            <Text size="sm" c="dimmed">
              waits since <Time at={since} />
            </Text>
          )}
        </Group>
        <Text className="rollout-now-line" role="status" data-testid="now">
          {now}
        </Text>
        {approval?.asked_at && <WaitsForApproval approval={approval} />}
        {deadline && (
          <Text size="sm" c="dimmed">
            If it does not go on until {timeText(deadline)}, it pauses: <Countdown to={deadline} />.
          </Text>
        )}
        <WentBack rollout={rollout} />
        {!isOlder && <SteeringButtons rollout={rollout} />}
      </Stack>
    </Paper>
  );
}

function WaitsForApproval({ approval }: { readonly approval: NonNullable<DescribedRollout['approval']> }) {
  const { to, needed, given, approvers, asked_at: asked } = approval;
  return (
    <Text size="sm">
      {capital(sayState(to))}: {given.length} of {sayApprovals(needed)} by {approvers.join(' or ')}
      {asked && (
        <>
          , asked for <Time at={asked} />
        </>
      )}
      . It is taken as soon as the last is given.
    </Text>
  );
}

/** How it went back, and how long that took to have effect. */
function WentBack({ rollout }: { readonly rollout: DescribedRollout }) {
  const back = rollBackOf(rollout);
  if (!back) return null;
  return (
    <Text size="sm" data-testid="went-back">
      {capital(sayState(back.to))} has it in {back.name} again, <b>{back.took_ms} ms</b> after the word of {back.by},{' '}
      <Time at={back.at} />. Because: {reasonOf(rollout, back)}
    </Text>
  );
}
