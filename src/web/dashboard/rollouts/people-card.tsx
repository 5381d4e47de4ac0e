import { Text } from '@mantine/core';
import { sayState } from '#domain/rollouts/plan.ts';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { Card } from '../../design/card.tsx';
import { Time } from '../parts/time.tsx';
import { timeText } from '../texts/time-text.ts';
import { capital, sayApprovals, sayWaived } from './say-rollout.ts';

/** Who has to agree to the next step and who has, who is there, and what somebody does not wait for. */
export function PeopleCard({ rollout }: { readonly rollout: DescribedRollout }) {
  const { approval, presences, waived, deadline_at: deadline } = rollout;
  const there = presences.filter(({ until }) => Date.parse(until) > Date.now());
  return (
    <Card title="Approvals and presence">
      <Text size="sm">
        {approval ? sayApproval(approval) : 'Nobody has to agree to the next step.'}
        {approval?.asked_at && deadline && ` There is time until ${timeText(deadline)}.`}
      </Text>
      {approval && approval.given.length > 0 && (
        <ul className="rule-list" aria-label="Approvals">
          {approval.given.map((one) => (
            <li key={one.id}>
              <Text size="sm">
                {one.by}, <Time at={one.at} />: {one.reason}
              </Text>
            </li>
          ))}
        </ul>
      )}
      <Text size="sm">
        {there.length === 0
          ? 'Nobody has said that they are there.'
          : `There: ${there.map(({ name, until }) => `${name} until ${timeText(until)}`).join(', ')}.`}
      </Text>
      {waived.length > 0 && <Text size="sm">Not waited for in this step: {waived.map(sayWaived).join(', ')}.</Text>}
    </Card>
  );
}

function sayApproval({ to, needed, approvers, asked_at: asked, given }: NonNullable<DescribedRollout['approval']>) {
  const who = approvers.join(' or ');
  const missing = needed - given.length;
  const name = capital(sayState(to));
  if (asked === null) return `${name} will wait for ${sayApprovals(needed)} by ${who}, once all else is well.`;
  return missing > 0 ? `${name} waits for ${missing} more by ${who}.` : `${name} is agreed to.`;
}
