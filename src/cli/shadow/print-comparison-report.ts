import type { ComparisonReportOnWire } from '#portal/contract/comparisons-on-wire.ts';
import type { Terminal } from '../terminal/terminal.ts';

const percent = (rate: number) => `${(rate * 100).toLocaleString('en-US', { maximumFractionDigits: 3 })} %`;
const count = (n: number) => n.toLocaleString('en-US');
const UNNAMED = 'no cause of this name is known';

/** The report as tables: how sure, then why. */
export function printComparisonReport(terminal: Terminal, report: ComparisonReportOnWire): void {
  terminal.printTable(
    ['plan', 'trial type', 'compared', 'wrong grants', 'expected', 'denied', 'at most (95 %)', 'more needed'],
    report.strata.map((one) => [
      ...[one.plan, one.trial_type, count(one.checked), count(one.wrong_grants), count(one.expected_grants)],
      ...[count(one.denied), percent(one.upper_bound), count(one.more_needed)],
    ]),
    'Nothing has been compared. Switch compare_trial_eligibility on, or begin with "trialgate shadow run".',
  );
  if (report.strata.length === 0) return;
  terminal.print(
    `\n"more needed": checks without a wrong grant until the bound is at most ${percent(report.limit)}.\n`,
  );
  terminal.printTable(
    ['outcome', 'cause', 'plan', 'n', 'expected', 'what it means'],
    report.differences.map((one) => [
      ...[one.outcome, one.cause, one.plan, count(one.n), one.expected ? `yes: ${one.expected.reason}` : 'no'],
      one.sentence ?? UNNAMED,
    ]),
    'The two answers never differed.',
  );
  const others = Object.entries(report.outcomes).filter(([name]) => !['match', 'grants_more', 'denies'].includes(name));
  if (others.length > 0)
    terminal.print(`\nNot judged: ${others.map(([name, n]) => `${name} ${count(n)}`).join(', ')}.`);
}
