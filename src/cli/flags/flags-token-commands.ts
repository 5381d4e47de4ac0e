import type { Command } from 'commander';
import type { FlagTokenOnWire } from '#portal/contract/flag-answers.ts';
import { environmentOption } from '../arguments/environment-option.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

const PATH = '/api/v1/flag_tokens';

type CreateOptions = Printing & { readonly name: string; readonly environment: string; readonly reason: string };
type CreatedAnswer = { readonly token: FlagTokenOnWire; readonly secret: string };

/** `trialgate flags token`: the tokens by which processes read the flags of one environment. */
export function addFlagsTokenCommands(flags: Command, context: CommandContext): void {
  const token = flags.command('token').description('make, list and revoke the tokens of processes (FLAGS_TOKEN)');
  addCreate(token, context);
  addList(token, context);
  addRevoke(token, context);
  withExamples(token, 'flags token create --name saas --environment production --reason "new cluster"');
}

function addCreate(token: Command, { environment, portal, terminal }: CommandContext): void {
  const command = token
    .command('create')
    .description('make a token; its secret is printed this once')
    .requiredOption('--name <text>', 'what it is for')
    .addOption(environmentOption(environment))
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async ({ name, environment: where, reason, json = false }: CreateOptions) => {
      const answer = await (await portal()).send<CreatedAnswer>('POST', PATH, { environment: where, name, reason });
      printAnswer(terminal, { json }, answer, ({ token: made, secret }) => {
        terminal.print(secret);
        terminal.note(`Token ${made.id} opens the flags of ${made.environment}. Keep it now: it is not shown again.`);
      });
    });
  withExamples(command, 'flags token create --name saas --environment production --reason "new cluster"');
}

function addList(token: Command, { portal, terminal }: CommandContext): void {
  const command = token
    .command('list')
    .description('the tokens of every environment, newest first')
    .addOption(jsonOption())
    .action(async (options: Printing) => {
      const answer = await (await portal()).get<{ tokens: readonly FlagTokenOnWire[] }>(PATH);
      printAnswer(terminal, options, answer, ({ tokens }) => {
        const rows = tokens.map((one) => [one.id, one.environment, one.name, one.created_at, one.revoked_at]);
        terminal.printTable(['id', 'environment', 'name', 'created at', 'revoked at'], rows, 'There are none.');
      });
    });
  withExamples(command, 'flags token list');
}

function addRevoke(token: Command, { portal, terminal }: CommandContext): void {
  const command = token
    .command('revoke')
    .description('revoke a token: whoever shows it reads nothing more')
    .argument('<id>', 'id of the token', readIdArgument)
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (id: number, options: Printing & { readonly reason: string }) => {
      const { reason } = options;
      const answer = await (await portal()).send<{ token: FlagTokenOnWire }>('DELETE', `${PATH}/${id}`, { reason });
      printAnswer(terminal, options, answer, ({ token: revoked }) =>
        terminal.print(`Token ${id} of ${revoked.environment} is revoked.`),
      );
    });
  withExamples(command, 'flags token revoke 3 --reason "cluster is gone"');
}
