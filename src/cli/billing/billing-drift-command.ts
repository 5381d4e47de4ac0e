import type { Command } from 'commander';
import type { DriftOnWire } from '#portal/contract/billing-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { countOf } from '../terminal/count-of.ts';
import type { Printing } from '../terminal/print-answer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { followBillingJob, optionalReason } from './follow-billing-job.ts';

type Options = Printing & { readonly repair?: boolean; readonly job?: number; readonly reason: string };

/** `trialgate billing drift`: what does not match, and mending it. */
export function addBillingDriftCommand(billing: Command, context: CommandContext): void {
  const command = billing
    .command('drift')
    .description('look for customers, memberships and accounts that do not match')
    .option('--repair', 'mend them, and look again')
    .option('--job <id>', 'follow one that was begun before', readIdArgument)
    .addOption(optionalReason('billing drift'))
    .addOption(jsonOption('print customers_checked, drift and kinds as JSON'))
    .action((options: Options) => {
      const body = { repair: options.repair === true, reason: options.reason };
      const wanted = { kind: 'billing_drift', path: '/api/v1/billing/drift_checks', body, job: options.job } as const;
      return followBillingJob<DriftOnWire>(context, { ...wanted, what: 'drift' }, options, (result) =>
        printDrift(context.terminal, result),
      );
    });
  withExamples(command, 'billing drift', 'billing drift --json', 'billing drift --repair');
}

function printDrift(terminal: Terminal, { customers_checked: checked, drift, kinds, settling, repaired }: DriftOnWire) {
  if (repaired > 0) terminal.print(`Repaired ${repaired}.`);
  if (settling > 0) terminal.print(`${countOf(settling, 'change')} of this minute settle by themselves.`);
  terminal.print(`Checked ${countOf(checked, 'customer')}: ${drift === 0 ? 'no drift.' : `drift ${drift}.`}`);
  const rows = Object.entries(kinds).filter(([, count]) => count > 0);
  if (rows.length > 0) terminal.printTable(['kind', 'count'], rows, '');
}
