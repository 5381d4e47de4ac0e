import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { readDayArgument } from '../arguments/read-day-argument.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import type { TrialActedAnswer } from './trial-answers.ts';

type ActionOptions = Printing & { readonly reason: string; readonly until?: string };

const ACTIONS = [
  { name: 'extend', path: 'extend', description: 'extend a running trial', done: 'is extended' },
  { name: 'end-early', path: 'end_early', description: 'end a running trial today', done: 'is ended' },
  { name: 'void', path: 'void', description: 'declare a trial as never had', done: 'is voided' },
  { name: 'unvoid', path: 'unvoid', description: 'take a voiding back', done: 'counts again' },
] as const;

/** `trialgate trials extend`, `end-early`, `void` and `unvoid`. Trials are known by the ids that `explain` shows. */
export function addTrialsActionCommands(trials: Command, { portal, terminal }: CommandContext): void {
  for (const { name, path, description, done } of ACTIONS) {
    const command = trials
      .command(name)
      .description(description)
      .argument('<id>', 'id of the trial, as "trialgate explain" shows it', readIdArgument)
      .addOption(reasonOption())
      .addOption(jsonOption())
      .action(async (id: number, { reason, until, json = false }: ActionOptions) => {
        const body = { reason, ...(until ? { ends_on: until } : {}) };
        const answer = await (await portal()).send<TrialActedAnswer>('POST', `/api/v1/trials/${id}/${path}`, body);
        printAnswer(terminal, { json }, answer, ({ trial, version }) => {
          const whose = `Trial ${id} of namespace ${trial.namespace_id}`;
          terminal.print(`${whose} ${done}: ${trial.starts_on} to ${trial.ends_on} (version ${version}).`);
        });
      });
    if (name === 'extend') {
      command.requiredOption('--until <day>', 'the first day on which it no longer runs', readDayArgument);
    }
    const until = name === 'extend' ? ' --until 2027-01-31' : '';
    withExamples(command, `trials ${name} 7${until} --reason "agreed with their sales contact"`);
  }
}
