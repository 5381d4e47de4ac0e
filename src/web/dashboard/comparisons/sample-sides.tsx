import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ComparisonSample } from '#sdk/contract.ts';

/** Query by query. */
export function OldSide({ old }: Pick<ComparisonSample, 'old'>) {
  if (!old) return <Silent />;
  return (
    <>
      <Allows types={old.trial_types} />
      <ul className="rule-list">
        {Object.entries(old.queries).map(([name, holds]) => (
          <Line key={name} name={name} isBlocking={!holds}>
            {holds ? 'holds' : 'does not hold'}
          </Line>
        ))}
      </ul>
      {old.denied_by.length > 0 && (
        <Text size="sm">
          Decided by <span className="mono">{old.denied_by.join(', ')}</span>.
        </Text>
      )}
    </>
  );
}

type NewSideProps = { readonly answer: ComparisonSample['new']; readonly wanted: string };

/** Rule by rule, for the trial type that was compared first. */
export function NewSide({ answer, wanted }: NewSideProps) {
  if (!answer) return <Silent />;
  const types = [...new Set([wanted, ...Object.keys(answer.reasons)])];
  return (
    <>
      <Allows types={answer.trial_types} />
      <ul className="rule-list">
        {types.map((type) => {
          const reasons = answer.reasons[type] ?? [];
          return (
            <Line key={type} name={type} isBlocking={reasons.length > 0}>
              {reasons.length > 0 ? <span className="mono">{reasons.join(', ')}</span> : 'no rule says no'}
            </Line>
          );
        })}
      </ul>
      <Text size="sm" c="dimmed">
        Version {answer.version}, by rule set {answer.rule_set}.
      </Text>
    </>
  );
}

function Silent() {
  return (
    <Text size="sm" c="dimmed">
      This side did not answer.
    </Text>
  );
}

function Allows({ types }: { readonly types: readonly string[] }) {
  return (
    <Text size="sm" className={types.length > 0 ? 'says-yes' : 'says-no'}>
      {types.length > 0 ? `may start ${types.join(', ')}` : 'may start no trial'}
    </Text>
  );
}

type LineProps = { readonly name: string; readonly isBlocking: boolean; readonly children: ReactNode };

function Line({ name, isBlocking, children }: LineProps) {
  return (
    <li data-blocks={isBlocking}>
      <Group gap="xs">
        <Text size="sm" fw={600} className="mono">
          {name}
        </Text>
        <Text size="sm" component="span">
          {children}
        </Text>
      </Group>
    </li>
  );
}
