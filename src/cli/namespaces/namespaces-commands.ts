import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { readDayArgument } from '../arguments/read-day-argument.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { readWordArgument } from '../arguments/read-word-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

type ActedAnswer = { readonly namespace_id: number; readonly version: number };
type ActOptions = Printing & { readonly reason: string; readonly until?: string; readonly type?: string };
type Act = { readonly method: 'PUT' | 'POST' | 'DELETE'; readonly path: string; readonly done: string };

/** `trialgate namespaces`: blocked, unblocked, allowed a type again. */
export function addNamespacesCommands(program: Command, context: CommandContext): void {
  const namespaces = program.command('namespaces').description('block namespaces, and allow them a type again');
  const block = addAct(namespaces, context, 'block', { method: 'PUT', path: 'block', done: 'is blocked' });
  block.description('block a namespace from starting trials');
  block.option('--until <day>', 'the first day on which it is over; left out: no end', readDayArgument);
  withExamples(block, 'namespaces block 42 --until 2027-01-31 --reason "card testing"');

  const unblock = addAct(namespaces, context, 'unblock', { method: 'DELETE', path: 'block', done: 'is unblocked' });
  unblock.description('unblock a namespace');
  withExamples(unblock, 'namespaces unblock 42 --reason "it was a mistake"');

  const again = { method: 'POST', path: 'allow_again', done: 'may have the type again' } as const;
  const allow = addAct(namespaces, context, 'allow-again', again);
  allow.description('allow a trial type again, without denying that it was had');
  allow.requiredOption('--type <type>', 'the trial type', readWordArgument);
  withExamples(allow, 'namespaces allow-again 42 --type ultimate_with_gitlab_duo_enterprise --reason "it was broken"');
  withExamples(namespaces, 'namespaces block 42 --reason "card testing"');
}

function addAct(namespaces: Command, { portal, terminal }: CommandContext, name: string, act: Act): Command {
  return namespaces
    .command(name)
    .argument('<id>', 'id of the namespace', readIdArgument)
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (id: number, options: ActOptions) => {
      const { reason, until, type } = options;
      const body = { reason, ...(until ? { until } : {}), ...(type ? { trial_type: type } : {}) };
      const path = `/api/v1/namespaces/${id}/${act.path}`;
      const answer = await (await portal()).send<ActedAnswer>(act.method, path, body);
      printAnswer(terminal, options, answer, ({ version }) =>
        terminal.print(`Namespace ${id} ${act.done}${until ? ` until ${until}` : ''} (version ${version}).`),
      );
    });
}
