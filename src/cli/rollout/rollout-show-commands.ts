import type { Command } from 'commander';
import type { RolloutAnswer, RolloutsAnswer } from '#portal/contract/rollout-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readWordArgument } from '../arguments/read-word-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { lookAgain } from '../progress/look-again.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { printRollout } from './print-rollout.ts';

const PATH = '/api/v1/rollouts';
const EVERY = 2_000;

/** `trialgate rollout list|status|watch|checklist|export`. */
export function addRolloutShowCommands(rollout: Command, context: CommandContext): void {
  addList(rollout, context);
  addStatus(rollout, context);
  addWatch(rollout, context);
  addChecklist(rollout, context);
  addExport(rollout, context);
}

function addList(rollout: Command, { portal, terminal }: CommandContext): void {
  const command = rollout
    .command('list')
    .description('rollouts, newest first')
    .addOption(jsonOption())
    .action(async (options: Printing) => {
      const answer = await (await portal()).get<RolloutsAnswer>(PATH);
      printAnswer(terminal, options, answer, ({ rollouts }) => {
        const rows = rollouts.map((one) => [
          one.flag,
          one.phase,
          one.environment,
          one.state,
          one.started_at,
          one.finished_at,
        ]);
        terminal.printTable(
          ['flag', 'phase', 'environment', 'state', 'started at', 'finished at'],
          rows,
          'There were none.',
        );
      });
    });
  withExamples(command, 'rollout list');
}

function addStatus(rollout: Command, { portal, terminal }: CommandContext): void {
  const command = rollout
    .command('status')
    .description('where it is, what comes next and when, and if not, why not')
    .argument('<flag>', 'name of the flag', readWordArgument)
    .addOption(jsonOption())
    .action(async (flag: string, options: Printing) => {
      const answer = await (await portal()).get<RolloutAnswer>(`${PATH}/${flag}`);
      printAnswer(terminal, options, answer, (body) => printRollout(terminal, body));
    });
  withExamples(command, 'rollout status example_flag');
}

function addWatch(rollout: Command, { portal, terminal }: CommandContext): void {
  const command = rollout
    .command('watch')
    .description('the same again and again, until it is over or Ctrl-C')
    .argument('<flag>', 'name of the flag', readWordArgument)
    .addOption(jsonOption())
    .action(async (flag: string, options: Printing) => {
      const api = await portal();
      await lookAgain(terminal, EVERY, 'Left; the rollout goes on.', async (signal) => {
        const answer = await api.get<RolloutAnswer>(`${PATH}/${flag}`, {}, signal);
        return {
          print: () => printAnswer(terminal, options, answer, (body) => printRollout(terminal, body)),
          isLast: answer.body.rollout.finished_at !== null,
        };
      });
    });
  withExamples(command, 'rollout watch example_flag');
}

function addChecklist(rollout: Command, { portal, terminal }: CommandContext): void {
  const command = rollout
    .command('checklist')
    .description('the rollout issue line by line, each with its evidence')
    .argument('<flag>', 'name of the flag', readWordArgument)
    .addOption(jsonOption())
    .action(async (flag: string, options: Printing) => {
      const answer = await (await portal()).get<RolloutAnswer>(`${PATH}/${flag}`);
      printAnswer(terminal, options, answer, ({ rollout: { checklist } }) => {
        const rows = checklist.map(({ id, state, text, evidence }) => {
          const last = evidence.at(-1);
          return [id, state.replace('_', ' '), text, last ? `${last.by}: ${last.text}` : null];
        });
        terminal.printTable(['line', 'state', 'what', 'evidence'], rows, 'There are no lines.');
      });
    });
  withExamples(command, 'rollout checklist example_flag');
}

function addExport(rollout: Command, { portal, terminal }: CommandContext): void {
  const command = rollout
    .command('export')
    .description('the rollout with its evidence as Markdown, for its issue')
    .argument('<flag>', 'name of the flag', readWordArgument)
    .addOption(jsonOption())
    .action(async (flag: string, options: Printing) => {
      const answer = await (await portal()).get<{ markdown: string }>(`${PATH}/${flag}/markdown`);
      printAnswer(terminal, options, answer, ({ markdown }) => terminal.print(markdown));
    });
  withExamples(command, 'rollout export example_flag');
}
