import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addTypesListCommand } from './types-list-command.ts';
import { addTypesOfferCommands } from './types-offer-commands.ts';
import { addTypesSetCommand } from './types-set-command.ts';

/** `trialgate types`: the trial types and what they are made of. */
export function addTypesCommands(program: Command, context: CommandContext): void {
  const types = program.command('types').description('look at the trial types, change, offer and retire them');
  addTypesListCommand(types, context);
  addTypesSetCommand(types, context);
  addTypesOfferCommands(types, context);
  withExamples(types, 'types list', 'types offer ultimate_with_dap --reason "launch"');
}
