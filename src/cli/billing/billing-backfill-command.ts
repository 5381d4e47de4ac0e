import type { Command } from 'commander';
import type { BackfillResult } from '#portal/contract/billing-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { countOf } from '../terminal/count-of.ts';
import { durationOf } from '../terminal/duration-of.ts';
import type { Printing } from '../terminal/print-answer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { followBillingJob, optionalReason } from './follow-billing-job.ts';

type Options = Printing & { readonly dryRun?: boolean; readonly job?: number; readonly reason: string };

/** `trialgate billing backfill`: accounts for customers who were there before. */
export function addBillingBackfillCommand(billing: Command, context: CommandContext): void {
  const command = billing
    .command('backfill')
    .description('fill billing accounts for existing customers; goes on where it stopped, beside live changes')
    .option('--dry-run', 'only count what there is to do')
    .option('--job <id>', 'follow one that was begun before', readIdArgument)
    .addOption(optionalReason('billing backfill'))
    .addOption(jsonOption('print the report as JSON'))
    .action((options: Options) => {
      const body = { dry_run: options.dryRun === true, reason: options.reason };
      const wanted = { kind: 'billing_backfill', path: '/api/v1/billing/backfills', body, job: options.job } as const;
      return followBillingJob<BackfillResult>(context, { ...wanted, what: 'backfill' }, options, (result) =>
        printReport(context.terminal, result),
      );
    });
  withExamples(command, 'billing backfill --dry-run', 'billing backfill', 'billing backfill --job 12');
}

function printReport(terminal: Terminal, result: BackfillResult): void {
  const took = durationOf(result.seconds * 1_000);
  const looked = `Looked at ${countOf(result.customers_checked, 'customer')} in ${took}.`;
  if (result.dry_run) {
    const accounts = countOf(result.accounts_to_create_at_most, 'account');
    const memberships = countOf(result.memberships_to_create, 'membership');
    terminal.print(`${looked} A backfill would create ${memberships}, and at most ${accounts}.`);
    return;
  }
  terminal.print(
    `${looked} Created ${countOf(result.accounts_created, 'account')} and ${countOf(result.memberships_created, 'membership')}, corrected ${countOf(result.memberships_corrected, 'membership')}. Drift is ${result.drift} now.`,
  );
}
