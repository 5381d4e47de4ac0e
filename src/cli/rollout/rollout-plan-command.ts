import type { Command } from 'commander';
import type { DescribedPlan } from '#rollouts/plan/describe-plan.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { readWordArgument } from '../arguments/read-word-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import type { Printing } from '../terminal/print-answer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { readPlanFile } from './read-plan-file.ts';
import { saySeconds } from './say-seconds.ts';

type Options = Printing & { readonly file?: string; readonly peoplePerHour?: number };

/** `trialgate rollout plan`: what a plan comes to, before anybody begins. Asks no server. */
export function addRolloutPlanCommand(rollout: Command, { terminal }: CommandContext): void {
  const command = rollout
    .command('plan')
    .description('check a plan and compute what it comes to: when done, how long until safe, who meets it')
    .argument('<flag>', 'name of the flag', readWordArgument)
    .option('--file <path>', 'the plan; rollouts/<flag>.yml unless said')
    .option('--people-per-hour <n>', 'how many people arrive in an hour', readNumberArgument)
    .addOption(jsonOption())
    .action(async (flag: string, { file, peoplePerHour, json = false }: Options) => {
      const { described } = await readPlanFile(flag, file, peoplePerHour);
      if (json) terminal.print(JSON.stringify(toWire(described)));
      else printPlan(terminal, described);
    });
  withExamples(command, 'rollout plan example_flag --people-per-hour 120');
}

function toWire({ flag, hash, ...computed }: DescribedPlan) {
  return {
    flag,
    plan_hash: hash,
    earliest_completion_seconds: computed.earliestCompletion,
    longest_to_detect_seconds: computed.longestToDetect,
    longest_to_safe_seconds: computed.longestToSafe,
    longest_to_safe_polling_seconds: computed.longestToSafePolling,
    steps: computed.steps.map(({ namedUsers, peopleUntilSafe, ...step }) => ({
      ...step,
      named_users: namedUsers,
      people_until_safe: peopleUntilSafe,
    })),
  };
}

function printPlan(terminal: Terminal, { hash, ...computed }: DescribedPlan): void {
  const rows = computed.steps.map((step) => [
    step.environment,
    step.reach,
    `after ${saySeconds(step.from)}`,
    saySeconds(step.until - step.from),
    step.people,
    step.peopleUntilSafe,
  ]);
  const headings = ['environment', 'who has it', 'at the earliest', 'for', 'people', 'until safe'];
  terminal.printTable(headings, rows, 'The plan has no steps.');
  terminal.print('');
  terminal.print(`Done after ${saySeconds(computed.earliestCompletion)} at the earliest.`);
  terminal.print(
    `A regression that the gates can tell is seen after ${saySeconds(computed.longestToDetect)} at most, and is gone after ${saySeconds(computed.longestToSafe)}; for processes without a stream after ${saySeconds(computed.longestToSafePolling)}.`,
  );
  terminal.print(`Plan ${hash.slice(0, 12)}.`);
}
