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
    sayBreakers(one),
    sayValue(one.checks_per_second, 'per second'),
  ]);
  return (
    <PlainTable
      caption="Processes"
      headings={['Process', 'Instance', 'Version', 'State', 'Breakers', 'Checks']}
      rows={rows}
      empty="No process has reported."
    />
  );
}

/** Those that are not closed, or that all are. */
function sayBreakers({ breakers }: OverviewProcess): string {
  if (breakers.length === 0) return 'not known';
  const given = breakers.filter(({ state }) => state !== 'closed');
  if (given.length === 0) return 'all closed';
  return given.map(({ of, state }) => `${of}: ${state.replace('_', ' ')}`).join(', ');
}
