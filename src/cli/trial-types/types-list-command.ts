import type { Command } from 'commander';
import type { RuleSetOnWire, RulesAnswer } from '#portal/contract/rule-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

/** `trialgate types list`: the trial types in force, in their order of preference. */
export function addTypesListCommand(types: Command, { portal, terminal }: CommandContext): void {
  const command = types
    .command('list')
    .description('the trial types in force, in their order of preference')
    .addOption(jsonOption())
    .action(async (options: Printing) => {
      const answer = await (await portal()).get<RulesAnswer>('/api/v1/rules');
      printAnswer(terminal, options, answer, ({ rule_set: inForce }) => {
        const headings = ['type', 'offered', 'code', 'plans', 'days', 'next days', 'again after', 'add-on', 'name'];
        terminal.printTable(headings, inForce.trial_types.map(toRow), 'There are none.');
      });
    });
  withExamples(command, 'types list');
}

function toRow(type: RuleSetOnWire['trial_types'][number]): unknown[] {
  const next = type.next_duration_days === null ? null : `${type.next_duration_days} from ${type.next_active_time}`;
  const again = type.repeatable ? `${type.retrial_window_days} days` : 'never';
  const { offered, code, plans, duration_days: days, add_on: addOn, name } = type;
  return [type.type, offered, code, plans, days, next, again, addOn, name];
}
