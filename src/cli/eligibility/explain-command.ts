import type { Command } from 'commander';
import type { Explanation } from '#portal/contract/explanation-answer.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { readTimeArgument } from '../arguments/read-time-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { explainBothSides } from './explain-both-sides.ts';
import { printExplanation } from './print-explanation.ts';

/** `trialgate explain`: why a namespace may or may not start each trial. */
export function addExplainCommand(program: Command, { environment, portal, terminal }: CommandContext): void {
  const command = program
    .command('explain')
    .description('why a namespace may or may not start each trial, now or at another time')
    .argument('<id>', 'id of the namespace', readIdArgument)
    .option('--at <time>', 'a day or a time, past or to come; left out: now', readTimeArgument)
    .option('--user <id>', 'also what this person sees in saas, and why', readIdArgument)
    .addOption(jsonOption())
    .action(async (id: number, options: Printing & { at?: string; user?: number }) => {
      if (options.user !== undefined)
        return explainBothSides(id, options.user, options, { environment, portal, terminal });
      const api = await portal();
      const answer = await api.get<Explanation>(`/api/v1/namespaces/${id}/eligibility`, { at: options.at });
      printAnswer(terminal, options, answer, (body) => printExplanation(terminal, body));
    });
  withExamples(
    command,
    'explain 42',
    'explain 42 --user 7',
    'explain 42 --at 2026-02-28',
    'explain 42 --at 2026-02-28T12:00:00Z --json',
  );
}
