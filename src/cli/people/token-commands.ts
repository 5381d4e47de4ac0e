import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addTokenCreateCommand } from './token-create-command.ts';
import { addTokenListCommand } from './token-list-command.ts';
import { addTokenRevokeCommand } from './token-revoke-command.ts';

/** `trialgate token`: your own tokens. */
export function addTokenCommands(program: Command, context: CommandContext): void {
  const token = program.command('token').description('make, list and revoke your tokens');
  addTokenCreateCommand(token, context);
  addTokenListCommand(token, context);
  addTokenRevokeCommand(token, context);
  withExamples(token, 'token create --name laptop --days 30');
}
