import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addFlagsCleanupCommands } from './flags-cleanup-commands.ts';
import { addFlagsListCommand } from './flags-list-command.ts';
import { addFlagsReferencesCommand } from './flags-references-command.ts';
import { addFlagsRemoveCommand } from './flags-remove-command.ts';
import { addFlagsSetCommand } from './flags-set-command.ts';
import { addFlagsShowCommand } from './flags-show-command.ts';
import { addFlagsStaleCommand } from './flags-stale-command.ts';
import { addFlagsTokenCommands } from './flags-token-commands.ts';

/** `trialgate flags`: what is switched on, where, for whom. */
export function addFlagsCommands(program: Command, context: CommandContext): void {
  const flags = program.command('flags').description('look at the flags of every environment, and set them');
  addFlagsListCommand(flags, context);
  addFlagsShowCommand(flags, context);
  addFlagsSetCommand(flags, context);
  addFlagsTokenCommands(flags, context);
  addFlagsReferencesCommand(flags, context);
  addFlagsRemoveCommand(flags, context);
  addFlagsStaleCommand(flags, context);
  addFlagsCleanupCommands(flags, context);
  withExamples(flags, 'flags list', 'flags set example_flag off');
}
