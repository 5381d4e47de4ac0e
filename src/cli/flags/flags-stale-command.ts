import type { Command } from 'commander';
import type { FlagLifecyclesAnswer } from '#portal/contract/flag-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

/** `trialgate flags stale`: which flags should be gone, and what to do about each. */
export function addFlagsStaleCommand(flags: Command, { portal, terminal }: CommandContext): void {
  const command = flags
    .command('stale')
    .description('flags that should have moved on or be gone, each with what to do about it')
    .addOption(jsonOption())
    .action(async (options: Printing) => {
      const answer = await (await portal()).get<FlagLifecyclesAnswer>('/api/v1/flag_lifecycles');
      printAnswer(terminal, options, answer, ({ flags: all }) => {
        const rows = all.flatMap((one) =>
          one.stale.map(({ kind, advice }) => [one.name, one.lifecycle, one.last_evaluated_at, kind, advice]),
        );
        terminal.printTable(['flag', 'is', 'last evaluated', 'stale', 'what to do'], rows, 'No flag is stale.');
      });
    });
  withExamples(command, 'flags stale');
}
