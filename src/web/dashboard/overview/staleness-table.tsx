import { Code, Text } from '@mantine/core';
import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { PlainTable } from './plain-table.tsx';
import { sayValue } from './say-value.ts';

/** Where and how long after a change it was looked, what was found, and what to do where anything was. */
export function StalenessTable({ staleness }: { readonly staleness: OverviewOnWire['staleness'] }) {
  const isBad = staleness.some(({ violations }) => violations > 0);
  const rows = staleness.map((one) => [
    one.place,
    sayValue(one.seconds, 'count'),
    sayValue(one.samples, 'count'),
    sayValue(one.violations, 'count'),
  ]);
  return (
    <>
      <PlainTable
        caption="Read again after a change"
        headings={['In', 'Seconds after', 'Looked at', 'Older']}
        rows={rows}
        empty="Nothing was looked at again in this time: nothing has changed, or too little for the share that is looked at."
      />
      <Text size="sm" {...(isBad ? {} : { c: 'dimmed' })}>
        {isBad ? 'To be done now' : 'If it is ever more than 0'}:{' '}
        <Code>trialgate cache audit --from 1 --to 100000 --repair</Code> makes every process ask again for what is
        behind. Then look whether Redis has lost writes: a fail-over, its memory limit, a policy of eviction other than
        LRU. None of these: it is a bug, and the log line beside it names the namespace.
      </Text>
    </>
  );
}
