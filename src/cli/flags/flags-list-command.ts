import type { Command } from 'commander';
import type { FlagsAnswer } from '#portal/contract/flag-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

/** `trialgate flags list`: every flag in every environment. */
export function addFlagsListCommand(flags: Command, { portal, terminal }: CommandContext): void {
  const command = flags
    .command('list')
    .description('every flag with its state in every environment')
    .addOption(jsonOption())
    .action(async (options: Printing) => {
      const answer = await (await portal()).get<FlagsAnswer>('/api/v1/flags');
      printAnswer(terminal, options, answer, ({ flags: all }) => {
        const environments = all[0]?.environments.map(({ environment }) => environment) ?? [];
        const rows = all.map((flag) => [
          flag.name,
          ...flag.environments.map(({ state }) => shorten(state)),
          flag.last_evaluated_at,
          flag.remove_by ?? flag.type,
        ]);
        terminal.printTable(['flag', ...environments, 'last evaluated', 'remove by'], rows, 'There are no flags.');
      });
    });
  withExamples(command, 'flags list');
}

/** A list of users can be longer than any terminal. */
function shorten(state: string): string {
  const ids = state.split('users:')[1]?.split(',') ?? [];
  return ids.length <= 3 ? state : `${state.split('users:')[0]}${ids.length} users`;
}
