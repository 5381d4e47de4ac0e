import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addRulesHistoryCommand } from './rules-history-command.ts';
import { addRulesListCommand } from './rules-list-command.ts';
import { addRulesSetCommand } from './rules-set-command.ts';
import { addRulesTryCommand } from './rules-try-command.ts';

/** `trialgate rules`: how each rule binds. */
export function addRulesCommands(program: Command, context: CommandContext): void {
  const rules = program.command('rules').description('look at the rules, try a change, make it');
  addRulesListCommand(rules, context);
  addRulesTryCommand(rules, context);
  addRulesSetCommand(rules, context);
  addRulesHistoryCommand(rules, context);
  withExamples(rules, 'rules list', 'rules try applicant_trial_limit --max 5');
}
