import { type Command, Option } from 'commander';
import type { InterlockOpenedAnswer, InterlocksAnswer } from '#portal/contract/rollout-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

const PATH = '/api/v1/rollout_interlocks';

type OpenOptions = Printing & { readonly environment?: string; readonly hours?: number; readonly reason: string };

/** `trialgate rollout interlock`: incidents and freezes, while which nothing is widened. */
export function addRolloutInterlockCommands(rollout: Command, context: CommandContext): void {
  const interlock = rollout.command('interlock').description('incidents and freezes, while which nothing is widened');
  addList(interlock, context);
  addOpen(interlock, context);
  addClose(interlock, context);
  withExamples(interlock, 'rollout interlock open incident --environment production --reason "ticket 42"');
}

function addList(interlock: Command, { portal, terminal }: CommandContext): void {
  const command = interlock
    .command('list')
    .description('what is going on')
    .addOption(jsonOption())
    .action(async (options: Printing) => {
      const answer = await (await portal()).get<InterlocksAnswer>(PATH);
      printAnswer(terminal, options, answer, ({ interlocks }) => {
        const rows = interlocks.map((one) => [one.id, one.kind, one.environment, one.by, one.reason, one.until]);
        terminal.printTable(['id', 'kind', 'environment', 'by', 'reason', 'until'], rows, 'Nothing is going on.');
      });
    });
  withExamples(command, 'rollout interlock list');
}

function addOpen(interlock: Command, { portal, terminal }: CommandContext): void {
  const command = interlock
    .command('open')
    .description('say that there is one')
    .argument('<kind>', 'incident or freeze')
    .addOption(new Option('--environment <name>', 'where; everywhere unless said'))
    .addOption(new Option('--hours <n>', 'it ends by itself after that').argParser(readNumberArgument))
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (kind: string, { json = false, ...body }: OpenOptions) => {
      const answer = await (await portal()).send<InterlockOpenedAnswer>('POST', PATH, { kind, ...body });
      printAnswer(terminal, { json }, answer, ({ interlock: one }) =>
        terminal.print(
          `There is ${one.kind === 'incident' ? 'an' : 'a'} ${one.kind} now, ${one.id}: nothing is widened.`,
        ),
      );
    });
  withExamples(command, 'rollout interlock open freeze --hours 48 --reason "holidays"');
}

function addClose(interlock: Command, { portal, terminal }: CommandContext): void {
  const command = interlock
    .command('close')
    .description('it is over')
    .argument('<id>', 'what "interlock list" shows', readIdArgument)
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (id: number, { json = false, reason }: Printing & { reason: string }) => {
      const answer = await (await portal()).send('DELETE', `${PATH}/${id}`, { reason });
      printAnswer(terminal, { json }, answer, () => terminal.print(`${id} is over.`));
    });
  withExamples(command, 'rollout interlock close 3 --reason "over"');
}
