import type { Command } from 'commander';
import type { RulesAnswer } from '#portal/contract/rule-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { describeChanges } from './describe-changes.ts';
import { findRuleSetBefore } from './find-rule-set-before.ts';

/** `trialgate rules list`: the rules in force, and what is announced. */
export function addRulesListCommand(rules: Command, { portal, terminal }: CommandContext): void {
  const command = rules
    .command('list')
    .description('every rule with its state and parameters, and what is announced')
    .addOption(jsonOption())
    .action(async (options: Printing) => {
      const answer = await (await portal()).get<RulesAnswer>('/api/v1/rules');
      printAnswer(terminal, options, answer, (body) => printRules(terminal, body));
    });
  withExamples(command, 'rules list');
}

function printRules(terminal: Terminal, { rule_set: inForce, announced }: RulesAnswer): void {
  const rows = inForce.rules.map((rule) => [
    rule.code,
    rule.state,
    rule.asked === 'always' ? 'always' : 'at application',
    Object.entries(rule.parameters).map(
      ([name, value]) => `${name}=${value} ${rule.parameter_definitions[name]?.unit ?? ''}`,
    ),
  ]);
  terminal.printTable(['rule', 'state', 'asked', 'parameters'], rows, 'There are no rules.');
  terminal.print(`\nRule set ${inForce.number}, in force since ${inForce.effective_from}.`);
  for (const next of announced) {
    const changes = describeChanges(findRuleSetBefore([inForce, ...announced], next) ?? inForce, next);
    terminal.print(`Rule set ${next.number} is announced for ${next.effective_from}: ${changes.join('; ')}.`);
  }
}
