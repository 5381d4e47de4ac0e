import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { readTimeArgument } from '../arguments/read-time-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import type { Printing } from '../terminal/print-answer.ts';
import { explainBothSides } from './explain-both-sides.ts';
import { explainNamespace } from './explain-namespace.ts';

/** `trialgate explain`: why a namespace may or may not start each trial. */
export function addExplainCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('explain')
    .description(
      'why a namespace may or may not start each trial, now or at another time, and what was asked about it lately',
    )
    .argument('<id>', 'id of the namespace', readIdArgument)
    .option('--at <time>', 'a day or a time, past or to come; left out: now', readTimeArgument)
    .option('--user <id>', 'also what this person sees in saas, and why', readIdArgument)
    .addOption(jsonOption())
    .action(async (id: number, options: Printing & { at?: string; user?: number }) => {
      if (options.user !== undefined) return explainBothSides(id, options.user, options, context);
      return explainNamespace(id, options, context);
    });
  withExamples(
    command,
    'explain 42',
    'explain 42 --user 7',
    'explain 42 --at 2026-02-28',
    'explain 42 --at 2026-02-28T12:00:00Z --json',
  );
}
