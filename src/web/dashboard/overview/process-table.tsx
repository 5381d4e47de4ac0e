import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { PlainTable } from './plain-table.tsx';
import { sayDuration, sayValue } from './say-value.ts';

export type OverviewProcess = OverviewOnWire['processes'][number];

const STATES: Readonly<Record<OverviewProcess['state'], string>> = {
  heard: 'heard',
  silent: 'silent',
  stopped: 'was told to stop',
};

/** Each process that was heard lately: what it is, how it is, and its part of the checks. */
export function ProcessTable({ processes }: { readonly processes: readonly OverviewProcess[] }) {
  const rows = processes.map((one) => [
    one.service,
    one.instance_id,
    one.version,
    one.state === 'heard' ? STATES.heard : `${STATES[one.state]}, ${sayDuration(one.silent_for_ms)} ago`,
    sayValue(one.checks_per_second, 'per second'),
  ]);
  return (
    <PlainTable
      caption="Processes"
      headings={['Process', 'Instance', 'Version', 'State', 'Checks']}
      rows={rows}
      empty="No process has reported."
    />
  );
}
