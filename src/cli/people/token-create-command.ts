import { type Command, Option } from 'commander';
import type { TokenOnWire } from '#portal/contract/people-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

type CreateOptions = Printing & { readonly name: string; readonly scope: string; readonly days: number };
type CreatedAnswer = { readonly token: TokenOnWire; readonly secret: string };

/** `trialgate token create`: prints the secret alone, so that a script can keep it. */
export function addTokenCreateCommand(token: Command, { portal, terminal }: CommandContext): void {
  const scope = new Option('--scope <scope>', 'read_api may look, api may do whatever you may');
  const command = token
    .command('create')
    .description('make a token; its secret is printed this once')
    .requiredOption('--name <text>', 'what it is for')
    .addOption(scope.choices(['read_api', 'api']).default('read_api'))
    .option('--days <n>', 'how long it is valid, up to 365', readNumberArgument, 30)
    .addOption(jsonOption())
    .action(async ({ name, scope: wanted, days, json = false }: CreateOptions) => {
      const body = { name, scope: wanted, days };
      const answer = await (await portal()).send<CreatedAnswer>('POST', '/api/v1/tokens', body);
      printAnswer(terminal, { json }, answer, ({ token: made, secret }) => {
        terminal.print(secret);
        terminal.note(`Token ${made.id} is valid until ${made.expires_at}. Keep it now: it is not shown again.`);
      });
    });
  withExamples(command, 'token create --name laptop', 'token create --name nightly-import --scope api --days 90');
}
