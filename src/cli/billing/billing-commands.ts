import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addBillingAccountsCommands } from './billing-accounts-commands.ts';
import { addBillingBackfillCommand } from './billing-backfill-command.ts';
import { addBillingDriftCommand } from './billing-drift-command.ts';
import { addBillingPayersCommand } from './billing-payers-command.ts';

/** `trialgate billing`: who buys, by which account, and whether that matches. */
export function addBillingCommands(program: Command, context: CommandContext): void {
  const billing = program.command('billing').description('customers, their billing accounts, and what does not match');
  addBillingAccountsCommands(billing, context);
  addBillingPayersCommand(billing, context);
  addBillingBackfillCommand(billing, context);
  addBillingDriftCommand(billing, context);
  withExamples(billing, 'billing accounts kepler', 'billing drift --repair', 'billing backfill --dry-run');
}
