import { Table, Text } from '@mantine/core';
import type { DriftAnswer } from '#portal/contract/billing-answers.ts';
import { Card } from '../../design/card.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';
import { DRIFT_SENTENCES } from './billing-texts.ts';

/** What the newest check has found, kind by kind. */
export function DriftKindsCard({ newest }: { readonly newest: DriftAnswer['checks'][number] | undefined }) {
  if (!newest) {
    return (
      <Card title="Nothing has been checked yet">
        <Text size="sm" c="dimmed">
          The portal looks by itself from time to time; a check can be started at any time.
        </Text>
      </Card>
    );
  }
  return (
    <Card title={newest.drift === 0 ? 'Nothing drifts' : `Drift: ${newest.drift.toLocaleString('en-US')}`}>
      <Text size="sm" c="dimmed">
        Of {newest.customers_checked.toLocaleString('en-US')} customers, checked <Time at={newest.at} />.{' '}
        {newest.settling > 0 && `${newest.settling} changed within the last minute and do not count yet.`}
      </Text>
      <Rows label="Kinds" head={['Kind', 'How many', 'With the flag on', 'What it means']}>
        {Object.entries(newest.kinds).map(([kind, count]) => (
          <Table.Tr key={kind}>
            <Table.Td className="mono">{kind}</Table.Td>
            <Table.Td className={count > 0 ? 'says-no' : undefined}>{count.toLocaleString('en-US')}</Table.Td>
            <Table.Td>{(newest.exposed[kind] ?? 0).toLocaleString('en-US')}</Table.Td>
            <Table.Td className="long">{DRIFT_SENTENCES[kind] ?? ''}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}
