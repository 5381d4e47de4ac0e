import type { Command } from 'commander';
import type { FlagAnswer } from '#portal/contract/flag-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readWordArgument } from '../arguments/read-word-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { showValue } from '../terminal/show-value.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** `trialgate flags show`: all that is known of a flag. */
export function addFlagsShowCommand(flags: Command, { portal, terminal }: CommandContext): void {
  const command = flags
    .command('show')
    .description('one flag: states, where it was evaluated, which processes have forced it, its changes')
    .argument('<flag>', 'name of the flag', readWordArgument)
    .addOption(jsonOption())
    .action(async (name: string, options: Printing) => {
      const answer = await (await portal()).get<FlagAnswer>(`/api/v1/flags/${name}`);
      printAnswer(terminal, options, answer, (body) => printFlag(terminal, body));
    });
  withExamples(command, 'flags show example_flag');
}

function printFlag(terminal: Terminal, { flag }: FlagAnswer): void {
  const gone = flag.remove_by === null ? `permanent: ${flag.permanent_because}` : `to be removed by ${flag.remove_by}`;
  terminal.print(`${terminal.paint('bold', flag.name)}: ${flag.description}`);
  terminal.print(`${flag.type} of ${flag.owner_group}, since ${flag.introduced}, ${gone}, for each ${flag.actor}.`);
  if (flag.rollout_issue) terminal.print(flag.rollout_issue);
  if (flag.lifecycle) terminal.print(`It is ${flag.lifecycle}.`);
  for (const { kind, advice } of flag.stale) terminal.print(terminal.paint('red', `Stale (${kind}): ${advice}.`));
  terminal.print('');
  const states = flag.environments.map((one) => [
    one.environment,
    one.state,
    one.revision,
    one.changed_by,
    one.changed_at,
  ]);
  terminal.printTable(['environment', 'state', 'revision', 'set by', 'set at'], states, 'There are no environments.');
  printForced(terminal, flag);
  terminal.print('');
  const evaluated = flag.evaluated.map((one) => [
    one.environment,
    one.app_name,
    one.instances,
    one.yes,
    one.no,
    one.last_evaluated_at,
  ]);
  const headings = ['evaluated in', 'by', 'processes', 'on', 'off', 'last at'];
  terminal.printTable(headings, evaluated, 'It was not evaluated anywhere in the last 90 days.');
  printChanges(terminal, flag);
}

function printForced(terminal: Terminal, { forced }: FlagAnswer['flag']): void {
  for (const one of forced) {
    const where = `${showValue(one.app_name)} ${showValue(one.instance_id)} in ${one.environment}`;
    terminal.print(terminal.paint('red', `Forced ${one.forced} by FLAG_OVERRIDES of ${where}.`));
  }
}

function printChanges(terminal: Terminal, { changes }: FlagAnswer['flag']): void {
  terminal.print('');
  const rows = changes.map((one) => [
    one.changed_at,
    one.environment,
    `${one.before} → ${one.after}`,
    one.changed_by,
    one.reason,
  ]);
  terminal.printTable(['changed at', 'environment', 'change', 'by', 'reason'], rows, 'It was never set.');
}
