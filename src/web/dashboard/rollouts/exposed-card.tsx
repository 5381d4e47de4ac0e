import { sayState } from '#domain/rollouts/plan.ts';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { Card } from '../../design/card.tsx';
import { Facts } from '../parts/facts.tsx';

const known = (count: number | null) => (count === null ? 'not known' : count.toLocaleString('en-US'));

/** Who has it: by the flag as it stands, and as people were counted. */
export function ExposedCard({ rollout }: { readonly rollout: DescribedRollout }) {
  const { exposure, flags, environment } = rollout;
  const others = flags.filter((one) => one.environment !== environment);
  return (
    <Card title="Who is exposed">
      <Facts
        rows={[
          ...(exposure
            ? ([
                [`In ${exposure.environment}`, sayState(exposure.state)],
                ['Percent', `${exposure.percent} %`],
                ['By name', exposure.named_users.length === 0 ? 'nobody' : `users ${exposure.named_users.join(', ')}`],
                ['Met it in this step', known(exposure.people_met)],
                ['Did not, meanwhile', known(exposure.people_unexposed)],
              ] as const)
            : []),
          ...others.map((one) => [`In ${one.environment}`, sayState(one.state)] as const),
        ]}
      />
    </Card>
  );
}
