import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addFlagsListCommand } from './flags-list-command.ts';
import { addFlagsRemoveCommand } from './flags-remove-command.ts';
import { addFlagsSetCommand } from './flags-set-command.ts';
import { addFlagsShowCommand } from './flags-show-command.ts';
import { addFlagsTokenCommands } from './flags-token-commands.ts';

/** `trialgate flags`: what is switched on, where, for whom. */
export function addFlagsCommands(program: Command, context: CommandContext): void {
  const flags = program.command('flags').description('look at the flags of every environment, and set them');
  addFlagsListCommand(flags, context);
  addFlagsShowCommand(flags, context);
  addFlagsSetCommand(flags, context);
  addFlagsTokenCommands(flags, context);
  addFlagsRemoveCommand(flags, context);
  withExamples(flags, 'flags list', 'flags set use_ssot_for_trial_eligibility off');
}
