import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { Card } from '../../design/card.tsx';
import { Facts } from '../parts/facts.tsx';
import { durationText } from '../texts/duration-text.ts';

/** What was agreed before it began, and what that comes to. */
export function PlanCard({ rollout }: { readonly rollout: DescribedRollout }) {
  const { plan, plan_hash: hash } = rollout;
  const list = (all: readonly string[]) =>
    all.length === 0 ? (
      'nothing is said'
    ) : (
      <ul className="rollout-list">
        {all.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    );
  return (
    <Card title="Plan">
      <Facts
        rows={[
          ['Expectations', plan.expectations],
          ['Could go wrong', list(plan.could_go_wrong)],
          ['What to watch', list(plan.watch)],
          ['Owners', plan.owners.join(', ')],
          ['Done at the earliest', `after ${durationText(plan.earliest_completion_seconds)}`],
          [
            'If it goes wrong',
            `seen after ${durationText(plan.longest_to_detect_seconds)} at most, gone after ${durationText(plan.longest_to_safe_seconds)}; for processes without a stream after ${durationText(plan.longest_to_safe_polling_seconds)}`,
          ],
          [
            'Hash',
            <span key="hash" className="mono">
              {hash}
            </span>,
          ],
        ]}
      />
    </Card>
  );
}
