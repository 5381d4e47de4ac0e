import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { PlainTable } from './plain-table.tsx';

/** How many processes have each breaker closed, half open and open. */
export function BreakerTable({ breakers }: { readonly breakers: OverviewOnWire['breakers'] }) {
  const rows = breakers.map((one) => [one.of, ...[one.closed, one.half_open, one.open].map(String)]);
  return (
    <PlainTable
      caption="Processes by their breakers"
      headings={['Way to the', 'Closed', 'Half open', 'Open']}
      rows={rows}
      empty="No process has told of any."
    />
  );
}
