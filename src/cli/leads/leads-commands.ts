import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addLeadsEraseCommand } from './leads-erase-command.ts';
import { addLeadsExportCommand } from './leads-export-command.ts';
import { addLeadsListCommand } from './leads-list-command.ts';

/** `trialgate leads`: what people told about themselves on the way to a trial. */
export function addLeadsCommands(program: Command, context: CommandContext): void {
  const leads = program.command('leads').description('list, export and erase leads');
  addLeadsListCommand(leads, context);
  addLeadsExportCommand(leads, context);
  addLeadsEraseCommand(leads, context);
  withExamples(leads, 'leads list', 'leads erase 9 --reason "they asked for it"');
}
