import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { durationOf } from '../terminal/duration-of.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { rate, sayNumbers } from './say-numbers.ts';

/** Who is missed first, then the numbers, then what they are made of. */
export function printOverview(terminal: Terminal, overview: OverviewOnWire): void {
  const { environment, window, numbers, processes } = overview;
  const span = durationOf(overview.numbers_seconds * 1_000);
  terminal.print(terminal.paint('bold', `${environment}, ${window}: the ${span} until ${overview.until}`));
  if (processes.length === 0) {
    terminal.print('No process has reported: a process that is given FLAGS_URL and FLAGS_TOKEN tells its numbers.');
    return;
  }
  printSilent(terminal, overview);
  terminal.print('');
  terminal.printTable(['number', 'value'], sayNumbers(numbers), '');
  printShares(terminal, overview);
  terminal.print('');
  const rows = processes.map((one) => [
    one.service,
    one.instance_id,
    one.version,
    one.state === 'heard' ? 'heard' : `${one.state} for ${durationOf(one.silent_for_ms)}`,
    rate(one.checks_per_second),
  ]);
  terminal.printTable(['process', 'instance', 'version', 'state', 'checks'], rows, '');
}

function printSilent(terminal: Terminal, { processes }: OverviewOnWire): void {
  const silent = processes.filter(({ state }) => state === 'silent');
  if (silent.length === 0) return;
  const which = silent
    .map((one) => `${one.service} ${one.instance_id} for ${durationOf(one.silent_for_ms)}`)
    .join(', ');
  const count = silent.length === 1 ? '1 process is' : `${silent.length} processes are`;
  const sentence = `${count} silent, missing in the numbers: ${which}.`;
  terminal.print(terminal.paint('red', sentence));
}

function printShares(terminal: Terminal, { checks, fallbacks_by_reason: reasons, breakers }: OverviewOnWire): void {
  const shares = [
    ...checks.by_method.map((one) => ['method', one.name, rate(one.per_second)]),
    ...checks.by_place.map((one) => ['place', one.name, rate(one.per_second)]),
    ...checks.by_tier.map((one) => ['tier', one.name, rate(one.per_second)]),
    ...reasons.map((one) => ['fallback because', one.name, rate(one.per_second)]),
    ...breakers.map((one) => ['breaker', one.of, `${one.closed} closed, ${one.half_open} half open, ${one.open} open`]),
  ];
  terminal.print('');
  terminal.printTable(['by', 'name', 'how much'], shares, 'No checks.');
}
