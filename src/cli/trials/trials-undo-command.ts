import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { readTimeArgument } from '../arguments/read-time-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import type { Answer, PortalApi } from '../portal-api/portal-api.ts';
import { ask } from '../terminal/ask.ts';
import { countOf } from '../terminal/count-of.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { UndoAnswer } from './trial-answers.ts';

type UndoOptions = Printing & {
  readonly ruleSet: number;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly yes?: boolean;
};

/** `trialgate trials undo`: voids every trial that a rule set granted within a time. Always looks first. */
export function addTrialsUndoCommand(trials: Command, context: CommandContext): void {
  const command = trials
    .command('undo')
    .description('void every trial that a rule set granted within a time; shows them first and asks')
    .requiredOption('--rule-set <n>', 'the rule set that granted them', readNumberArgument)
    .requiredOption('--from <time>', 'granted at or after', readTimeArgument)
    .requiredOption('--to <time>', 'granted before', readTimeArgument)
    .option('--yes', 'do it without asking')
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action((options: UndoOptions) => undo(context, options));
  withExamples(command, 'trials undo --rule-set 12 --from 2026-11-02 --to 2026-11-03 --reason "limit was off"');
}

async function undo({ portal, terminal }: CommandContext, options: UndoOptions): Promise<void> {
  const api = await portal();
  const found = await sendUndo(api, options, true);
  const { count } = found.body;
  if (!options.json) printTrials(terminal, found.body);
  if (count === 0 || !(await mayUndo(terminal, count, options))) {
    if (options.json) terminal.print(found.text);
    if (count > 0) terminal.note('Nothing was changed; --yes does it.');
    return;
  }
  const undone = await sendUndo(api, options, false);
  printAnswer(terminal, options, undone, (body) => terminal.print(`\nVoided ${countOf(body.count, 'trial')}.`));
}

async function mayUndo(terminal: Terminal, count: number, { yes }: UndoOptions): Promise<boolean> {
  if (yes) return true;
  return terminal.canAsk && ask(terminal, `Void ${countOf(count, 'trial')}?`);
}

function sendUndo(api: PortalApi, options: UndoOptions, dryRun: boolean): Promise<Answer<UndoAnswer>> {
  const { ruleSet, from, to, reason } = options;
  return api.send('POST', '/api/v1/trials/undo', { rule_set: ruleSet, from, to, dry_run: dryRun, reason });
}

function printTrials(terminal: Terminal, { count, trials }: UndoAnswer): void {
  terminal.printTable(
    ['trial', 'namespace', 'type', 'uid', 'started at', 'ends on', 'state'],
    trials.map((one) => [one.id, one.namespace_id, one.trial_type, one.uid, one.started_at, one.ends_on, one.state]),
    'No trial was granted so; there is nothing to undo.',
  );
  if (count > 0) terminal.print(`\nWould void ${countOf(count, 'trial')}.`);
}
