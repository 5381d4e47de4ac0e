import { Badge, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { RuleSetOnWire } from '#portal/contract/rule-answers.ts';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { useRules } from '../api/use-rules.ts';
import { Fetched } from '../parts/fetched.tsx';
import { Rows } from '../parts/rows.tsx';
import { timeText } from '../texts/time-text.ts';
import { RuleHistoryCard } from './rule-history-card.tsx';

const COLORS = { bind: 'teal', observe: 'yellow', off: 'gray' } as const;

/** `/dashboard/rules` */
export function RulesPage() {
  const rules = useRules();
  return (
    <Page title="Rules and trial types" wide lead="What stands against a trial, and what can be tried.">
      <Fetched query={rules} heights={[320, 220]}>
        {({ rule_set: inForce, announced }) => (
          <>
            {announced.map((one) => (
              <Notice key={one.number} kind="note" title={`Rule set ${one.number} is announced`}>
                <Text size="sm">It takes effect on {timeText(one.effective_from)}.</Text>
              </Notice>
            ))}
            <RulesCard ruleSet={inForce} />
            <TrialTypesCard ruleSet={inForce} />
            <RuleHistoryCard />
          </>
        )}
      </Fetched>
    </Page>
  );
}

function RulesCard({ ruleSet }: { readonly ruleSet: RuleSetOnWire }) {
  return (
    <Card title={`Rules, by rule set ${ruleSet.number}`}>
      <Rows label="Rules" head={['Rule', 'State', 'Parameters', 'Asked', 'To the customer']}>
        {ruleSet.rules.map((rule) => (
          <Table.Tr key={rule.code}>
            <Table.Td>
              <Link href={`/rules/${rule.code}`} className="mono">
                {rule.code}
              </Link>
            </Table.Td>
            <Table.Td>
              <Badge variant="light" color={COLORS[rule.state]} className="readable-badge" tt="none">
                {rule.state === 'bind' ? 'binds' : rule.state === 'observe' ? 'observes' : 'off'}
              </Badge>
            </Table.Td>
            <Table.Td>
              {Object.entries(rule.parameters).map(([name, value]) => (
                <div key={name}>
                  {name}: {value}
                </div>
              ))}
            </Table.Td>
            <Table.Td>{rule.asked === 'always' ? 'always' : 'when somebody applies'}</Table.Td>
            <Table.Td className="long">{rule.customer_sentence}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}

function TrialTypesCard({ ruleSet }: { readonly ruleSet: RuleSetOnWire }) {
  return (
    <Card title="Trial types, in the order in which they are offered">
      <Rows label="Trial types" head={['Type', 'Offered', 'Plans', 'Days', 'Again']}>
        {ruleSet.trial_types.map((one) => (
          <Table.Tr key={one.type}>
            <Table.Td className="long">
              <Link href={`/trial_types/${one.type}`}>{one.name}</Link>
              <Text size="sm" c="dimmed" className="mono">
                {one.type}
              </Text>
            </Table.Td>
            <Table.Td>
              <Badge variant="light" color={one.offered ? 'teal' : 'gray'} className="readable-badge" tt="none">
                {one.offered ? 'offered' : 'not offered'}
              </Badge>
            </Table.Td>
            <Table.Td>{one.plans.join(', ')}</Table.Td>
            <Table.Td>{one.duration_days}</Table.Td>
            <Table.Td>{one.repeatable ? `after ${one.retrial_window_days} days` : 'never'}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}
