import type { Explanation } from '#portal/contract/explanation-answer.ts';
import { Card } from '../../design/card.tsx';
import { Facts } from '../parts/facts.tsx';
import { dayText } from '../texts/time-text.ts';

/** What the rules rest on. */
export function FactsCard({ explanation }: { readonly explanation: Explanation }) {
  const { facts, version, rule_set: ruleSet } = explanation;
  const trials = facts.trials.map(
    (one) =>
      `${one.trial_type}, ${dayText(one.starts_on)} to ${dayText(one.ends_on)}${one.allowed_again ? ', allowed again' : ''}`,
  );
  const purchases = facts.purchases.map(
    (one) =>
      `${one.product}${one.trial ? ' (trial)' : ''}, ${dayText(one.starts_on)} to ${one.ends_on ? dayText(one.ends_on) : 'no end'}`,
  );
  const until = facts.blocked_until ? `until ${dayText(facts.blocked_until)}` : 'without an end';
  return (
    <Card title="Facts">
      <Facts
        rows={[
          ['Trials that count', <Lines key="trials" lines={trials} />],
          ['Purchases', <Lines key="purchases" lines={purchases} />],
          ['Blocked', facts.blocked ? until : 'no'],
          ['Version', `${version}, by rule set ${ruleSet}`],
        ]}
      />
    </Card>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return 'none';
  return lines.map((line) => <div key={line}>{line}</div>);
}
