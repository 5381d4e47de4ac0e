import { Link } from 'wouter';
import type { FlagAnswer } from '#portal/contract/flag-answers.ts';
import { Card } from '../../design/card.tsx';
import { Facts } from '../parts/facts.tsx';
import { lifecycleText } from './lifecycle-texts.ts';

/** What its file in the code says. */
export function FlagFactsCard({ flag }: { readonly flag: FlagAnswer['flag'] }) {
  return (
    <Card title="The flag">
      <Facts
        rows={[
          ['In its life', flag.lifecycle === null ? 'not known' : lifecycleText(flag.lifecycle)],
          ['Owner', flag.owner_group],
          ['Type', flag.type],
          ['Asked for each', flag.actor],
          ['Default', flag.default ? 'on' : 'off'],
          ['Introduced', flag.introduced],
          ['Remove by', flag.remove_by ?? `stays: ${flag.permanent_because}`],
          [
            'Rollout',
            <Link key="rollout" href={`/rollouts/${flag.name}`}>
              Its page
            </Link>,
          ],
          ['Rollout issue', flag.rollout_issue ?? 'none'],
        ]}
      />
    </Card>
  );
}
