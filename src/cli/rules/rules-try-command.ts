import type { Command } from 'commander';
import type { TrySummary } from '#portal/contract/rule-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import type { PortalApi } from '../portal-api/portal-api.ts';
import { followJob, type LongJob } from '../progress/follow-job.ts';
import { untilLeft } from '../progress/until-left.ts';
import type { Printing } from '../terminal/print-answer.ts';
import { WrongUsage } from '../terminal/wrong-usage.ts';
import { printTry } from './print-try.ts';
import { readRuleChange } from './read-rule-change.ts';
import { saveTryChanges } from './save-try-changes.ts';
import { stateOption } from './state-option.ts';

type TryOptions = Printing & { readonly state?: string; readonly job?: number; readonly csv?: string };

/** `trialgate rules try`: who would gain and who would lose, before anything binds. */
export function addRulesTryCommand(rules: Command, context: CommandContext): void {
  const command = rules
    .command('try')
    .description('try a change of a rule over every known namespace, without making it')
    .usage('<rule> [--state <state>] [--<parameter> <n>...] [options]\n       trialgate rules try --job <id> [options]')
    .argument('[rule...]', 'code of the rule; its parameters are options, such as --max 5')
    .allowUnknownOption()
    .addOption(stateOption())
    .option('--job <id>', 'follow a try that was begun before', readIdArgument)
    .option('--csv <file>', 'write every change into a file')
    .addOption(jsonOption())
    .action((words: readonly string[], options: TryOptions) => tryRule(context, words, options));
  withExamples(
    command,
    'rules try applicant_trial_limit --max 5 --days 30',
    'rules try paid_ultimate --state off --csv changes.csv',
    'rules try --job 12',
  );
}

async function tryRule(
  { portal, terminal }: CommandContext,
  words: readonly string[],
  options: TryOptions,
): Promise<void> {
  const { code, change } = readRuleChange(words, options.state);
  const unchanged = Object.keys(change).length === 0;
  if (options.job === undefined && code === undefined) throw new WrongUsage('Which rule? Name one, or a --job.');
  if (options.job === undefined && unchanged) throw new WrongUsage('What is to be tried? Add --state or a parameter.');
  if (options.job !== undefined && (code !== undefined || !unchanged)) {
    throw new WrongUsage('A --job has its rule and change already; name only the job.');
  }
  const api = await portal();
  const id = options.job ?? (await startTry(api, code ?? '', change));
  terminal.note(`Try ${id} runs in the portal. Ctrl-C leaves it; it goes on.`);
  const followed = { id, kind: 'try_rule', what: `try ${id}` };
  await untilLeft(
    async (signal) => {
      const answer = await followJob<TrySummary>(api, terminal, followed, signal);
      if (options.csv !== undefined) await saveTryChanges(api, terminal, id, options.csv);
      if (options.json) terminal.print(answer.text);
      else if (answer.body.job.result) await printTry(api, terminal, id, answer.body.job.result);
    },
    () => `Left. The try goes on in the portal; pick it up with: trialgate rules try --job ${id}`,
  );
}

async function startTry(api: PortalApi, code: string, change: object): Promise<number> {
  const { body } = await api.send<{ job: LongJob<never> }>('POST', `/api/v1/rules/${code}/tries`, change);
  return body.job.id;
}
