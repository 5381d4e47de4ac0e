import { type Command, Option } from 'commander';
import type { FlagCleanupAnswer } from '#portal/contract/flag-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readWordArgument } from '../arguments/read-word-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import type { Terminal } from '../terminal/terminal.ts';

type StepOptions = Printing & {
  readonly reason: string;
  readonly override?: boolean;
  readonly keep?: string;
  readonly environment?: string;
  readonly evidence?: string;
};

type Step = {
  readonly name: string;
  readonly step: string;
  readonly description: string;
  readonly needs: readonly Option[];
};

const evidence = (what: string) => new Option('--evidence <text>', what).makeOptionMandatory();

/** In the order in which they are taken. */
const STEPS: readonly Step[] = [
  {
    name: 'code-removed',
    step: 'code_removed',
    description: 'its code is removed: "flags remove" did that',
    needs: [
      new Option('--keep <state>', 'what the code keeps').choices(['on', 'off']).makeOptionMandatory(),
      evidence('the commit or the merge request'),
    ],
  },
  {
    name: 'deployed',
    step: 'deployed',
    description: 'the code without it is deployed to an environment',
    needs: [
      new Option('--environment <name>', 'where to').makeOptionMandatory(),
      evidence('the commit that runs there'),
    ],
  },
  { name: 'off', step: 'off', description: 'switch it off everywhere, once nobody asks for it any more', needs: [] },
  { name: 'archive', step: 'archived', description: 'archive it, once it was off for a while', needs: [] },
  { name: 'delete', step: 'deleted', description: 'delete it from the flag home; its history stays', needs: [] },
  { name: 'close', step: 'closed', description: 'its issue is closed', needs: [evidence('the issue')] },
];

/** `trialgate flags cleanup`: the order in which a flag goes, held by the portal. */
export function addFlagsCleanupCommands(flags: Command, context: CommandContext): void {
  const cleanup = flags.command('cleanup').description('the steps by which a flag goes, each in its turn');
  addShow(cleanup, context);
  for (const step of STEPS) addStep(cleanup, context, step);
  addRestart(cleanup, context);
  withExamples(cleanup, 'flags cleanup show example_flag');
}

function addShow(cleanup: Command, { portal, terminal }: CommandContext): void {
  const command = cleanup
    .command('show')
    .description('what was done, and why the next step cannot be taken yet')
    .argument('<flag>', 'name of the flag', readWordArgument)
    .addOption(jsonOption())
    .action(async (flag: string, options: Printing) => {
      const answer = await (await portal()).get<FlagCleanupAnswer>(`/api/v1/flags/${flag}/cleanup`);
      printAnswer(terminal, options, answer, (body) => printCleanup(terminal, body));
    });
  withExamples(command, 'flags cleanup show example_flag');
}

function addStep(
  cleanup: Command,
  { portal, terminal }: CommandContext,
  { name, step, description, needs }: Step,
): void {
  const command = cleanup
    .command(name)
    .description(description)
    .argument('<flag>', 'name of the flag', readWordArgument)
    .option('--override', 'although it is not its turn; the reason justifies that')
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (flag: string, { json = false, ...given }: StepOptions) => {
      const answer = await (await portal()).send<FlagCleanupAnswer>('POST', `/api/v1/flags/${flag}/cleanup`, {
        step,
        ...given,
      });
      printAnswer(terminal, { json }, answer, (body) => printCleanup(terminal, body));
    });
  for (const option of needs) command.addOption(option);
  const flagsOf = needs.map(
    (option) =>
      `${option.long} ${option.argChoices?.[0] ?? (option.long === '--evidence' ? 'abc1234' : 'production')} `,
  );
  withExamples(command, `flags cleanup ${name} example_flag ${flagsOf.join('')}--reason "rollout is done"`);
}

function addRestart(cleanup: Command, { portal, terminal }: CommandContext): void {
  const command = cleanup
    .command('restart')
    .description('begin anew, as when the code came back')
    .argument('<flag>', 'name of the flag', readWordArgument)
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (flag: string, { reason, ...printing }: Printing & { readonly reason: string }) => {
      const answer = await (await portal()).send<FlagCleanupAnswer>('DELETE', `/api/v1/flags/${flag}/cleanup`, {
        reason,
      });
      printAnswer(terminal, printing, answer, () => terminal.print(`The cleanup of ${flag} begins anew.`));
    });
  withExamples(command, 'flags cleanup restart example_flag --reason "the removal was reverted"');
}

function printCleanup(terminal: Terminal, { cleanup }: FlagCleanupAnswer): void {
  terminal.print(`${terminal.paint('bold', cleanup.name)}: ${cleanup.lifecycle}`);
  const rows = cleanup.steps.map((one) => [
    one.step,
    one.environment,
    one.done_at,
    one.done_by,
    one.justification ? `out of turn: ${one.justification}` : (one.evidence ?? one.not_yet ?? 'can be taken now'),
  ]);
  terminal.printTable(['step', 'environment', 'done at', 'by', ''], rows, 'There are no steps.');
}
