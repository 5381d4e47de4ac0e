import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { PlainTable } from './plain-table.tsx';
import { sayValue } from './say-value.ts';

/** Where in the product people waited how long: one slow place is the place's own doing, all of them are the answer's. */
export function LatencyTable({ places }: { readonly places: OverviewOnWire['latency_by_place'] }) {
  const rows = places.map((one) => [
    one.name,
    sayValue(one.count, 'count'),
    sayValue(one.p50_ms, 'ms'),
    sayValue(one.p99_ms, 'ms'),
  ]);
  return (
    <PlainTable
      caption="Time of a check by place"
      headings={['Asked in', 'Checks', 'Half of them', '99 of 100']}
      rows={rows}
      empty="No checks in this time."
    />
  );
}
