import type { Command } from 'commander';
import type { TokenOnWire } from '#portal/contract/people-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { showValue } from '../terminal/show-value.ts';

/** `trialgate token revoke`: at once, everywhere. */
export function addTokenRevokeCommand(token: Command, { portal, terminal }: CommandContext): void {
  const command = token
    .command('revoke')
    .description('revoke one of your tokens')
    .argument('<id>', 'id of the token', readIdArgument)
    .addOption(jsonOption())
    .action(async (id: number, options: Printing) => {
      const answer = await (await portal()).send<{ token: TokenOnWire }>('DELETE', `/api/v1/tokens/${id}`);
      printAnswer(terminal, options, answer, ({ token: revoked }) =>
        terminal.print(`Token ${id} (${showValue(revoked.name)}) is revoked.`),
      );
    });
  withExamples(command, 'token revoke 3');
}
