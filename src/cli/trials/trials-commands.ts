import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addTrialsActionCommands } from './trials-action-commands.ts';
import { addTrialsUndoCommand } from './trials-undo-command.ts';

/** `trialgate trials`: what operators do to trials. */
export function addTrialsCommands(program: Command, context: CommandContext): void {
  const trials = program.command('trials').description('extend, end and void trials, and undo wrong grants in bulk');
  addTrialsActionCommands(trials, context);
  addTrialsUndoCommand(trials, context);
  withExamples(trials, 'trials extend 7 --until 2027-01-31 --reason "their sales contact asked"');
}
