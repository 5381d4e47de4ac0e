import type { Command } from 'commander';
import type { TokenOnWire } from '#portal/contract/people-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

/** `trialgate token list`: your tokens, never their secrets. */
export function addTokenListCommand(token: Command, { portal, terminal }: CommandContext): void {
  const command = token
    .command('list')
    .description('your tokens, newest first')
    .addOption(jsonOption())
    .action(async (options: Printing) => {
      const answer = await (await portal()).get<{ tokens: readonly TokenOnWire[] }>('/api/v1/tokens');
      printAnswer(terminal, options, answer, ({ tokens }) => {
        const headings = ['id', 'name', 'scope', 'expires at', 'last used at', 'revoked at'];
        terminal.printTable(headings, tokens.map(toRow), 'You have none.');
      });
    });
  withExamples(command, 'token list');
}

function toRow(token: TokenOnWire): unknown[] {
  return [token.id, token.name, token.scope, token.expires_at, token.last_used_at, token.revoked_at];
}
