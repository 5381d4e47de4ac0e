import type { Command } from 'commander';
import type { FlagSetAnswer } from '#portal/contract/flag-answers.ts';
import { environmentOption } from '../arguments/environment-option.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { readWordArgument } from '../arguments/read-word-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

type SetOptions = Printing & {
  readonly environment: string;
  readonly expectedRevision?: number;
  readonly reason: string;
};

/** `trialgate flags set`: the state is read by the portal alone, so that it is written the same way everywhere. */
export function addFlagsSetCommand(flags: Command, { environment, portal, terminal }: CommandContext): void {
  const command = flags
    .command('set')
    .description('set a flag in one environment; every process has it within milliseconds')
    .argument('<flag>', 'name of the flag', readWordArgument)
    .argument('<state>', 'on, off, users:7,8, percent:25 or percent:25+users:7,8')
    .addOption(environmentOption(environment))
    .option('--expected-revision <n>', 'refuse if it was set since this revision', readNumberArgument)
    // Switching off must not wait for words.
    .option('--reason <text>', 'why, for the audit log', 'none was given')
    .addOption(jsonOption())
    .action(async (flag: string, state: string, options: SetOptions) => {
      const { environment: where, expectedRevision, reason } = options;
      const expected = expectedRevision === undefined ? {} : { expected_revision: expectedRevision };
      const path = `/api/v1/flags/${flag}/environments/${encodeURIComponent(where)}`;
      const answer = await (await portal()).send<FlagSetAnswer>('PUT', path, { state, ...expected, reason });
      printAnswer(terminal, options, answer, (set) =>
        terminal.print(`${set.flag} is ${set.state} in ${set.environment}, revision ${set.revision}.`),
      );
    });
  withExamples(
    command,
    'flags set example_flag off',
    'flags set example_flag users:7,8 --environment production --reason "first customers"',
    'flags set example_flag percent:25 --environment production --reason "second step"',
  );
}
