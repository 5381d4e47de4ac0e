import type { Command } from 'commander';
import type { RuleHistoryAnswer } from '#portal/contract/rule-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { limitOption } from '../arguments/limit-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { describeChanges } from './describe-changes.ts';
import { findRuleSetBefore } from './find-rule-set-before.ts';

type HistoryOptions = Printing & { readonly limit: number };

const MOST = 1_000;
// A rule set is described by how it differs from the one before it, which may stand some lines further down.
const SEEN_BEFORE = 20;

/** `trialgate rules history`: every rule set there has been, and what each has changed. */
export function addRulesHistoryCommand(rules: Command, { portal, terminal }: CommandContext): void {
  const command = rules
    .command('history')
    .description('every rule set there has been, newest first, with what it changed')
    .addOption(limitOption())
    .addOption(jsonOption())
    .action(async (options: HistoryOptions) => {
      const limit = options.json ? options.limit : Math.min(options.limit + SEEN_BEFORE, MOST);
      const answer = await (await portal()).get<RuleHistoryAnswer>('/api/v1/rule_sets', { limit });
      printAnswer(terminal, options, answer, (body) => printHistory(terminal, body, options.limit));
    });
  withExamples(command, 'rules history --limit 10');
}

function printHistory(terminal: Terminal, { rule_sets: ruleSets }: RuleHistoryAnswer, limit: number): void {
  const rows = ruleSets.slice(0, limit).map((one) => {
    const older = findRuleSetBefore(ruleSets, one);
    const changes = older ? describeChanges(older, one) : ['-'];
    return [one.number, one.effective_from, one.created_at, one.cause, changes.join('\n')];
  });
  terminal.printTable(['rule set', 'in force from', 'made at', 'cause', 'changes'], rows, 'There are none.');
}
