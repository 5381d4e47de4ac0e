import { Table } from '@mantine/core';
import { Link } from 'wouter';
import type { FlagLifecyclesAnswer } from '#portal/contract/flag-answers.ts';
import { Card } from '../../design/card.tsx';
import { Rows } from '../parts/rows.tsx';
import { lifecycleText } from './lifecycle-texts.ts';

/** Flags that have left the code: what is left of them, and of their going. */
export function GoneFlagsCard({ flags }: FlagLifecyclesAnswer) {
  if (flags.length === 0) return null;
  return (
    <Card title="No longer in the code">
      <Rows label="Flags that have left the code" head={['Flag', 'In its life', 'Advice']}>
        {flags.map((one) => (
          <Table.Tr key={one.name}>
            <Table.Td>
              <Link href={`/flags/${one.name}`} className="mono">
                {one.name}
              </Link>
            </Table.Td>
            <Table.Td>{lifecycleText(one.lifecycle)}</Table.Td>
            <Table.Td className="long">{one.stale.map(({ advice }) => advice).join('; ') || '–'}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}
