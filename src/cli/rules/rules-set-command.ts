import type { Command } from 'commander';
import type { RuleSetChangedAnswer } from '#portal/contract/rule-answers.ts';
import { effectiveAtOption } from '../arguments/effective-at-option.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { WrongUsage } from '../terminal/wrong-usage.ts';
import { readRuleChange } from './read-rule-change.ts';
import { stateOption } from './state-option.ts';

type SetOptions = Printing & { readonly state?: string; readonly effectiveAt?: string; readonly reason: string };

/** `trialgate rules set`: changes how a rule binds. */
export function addRulesSetCommand(rules: Command, { portal, terminal }: CommandContext): void {
  const command = rules
    .command('set')
    .description('change the state or the parameters of a rule, now or at a time to come')
    .usage('<rule> [--state <state>] [--<parameter> <n>...] [options] --reason <text>')
    .argument('[rule...]', 'code of the rule; its parameters are options, such as --max 5')
    .allowUnknownOption()
    .addOption(stateOption())
    .addOption(effectiveAtOption())
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (words: readonly string[], options: SetOptions) => {
      const { code, change } = readRuleChange(words, options.state);
      if (code === undefined) throw new WrongUsage('Which rule? "trialgate rules list" shows them.');
      if (Object.keys(change).length === 0) throw new WrongUsage('What is to change? Add --state or a parameter.');
      const { effectiveAt, reason } = options;
      const body = { ...change, ...(effectiveAt ? { effective_at: effectiveAt } : {}), reason };
      const answer = await (await portal()).send<RuleSetChangedAnswer>('PATCH', `/api/v1/rules/${code}`, body);
      printAnswer(terminal, options, answer, ({ rule_set: number }) =>
        terminal.print(`Rule set ${number} changes ${code}, ${effectiveAt ? `from ${effectiveAt}` : 'as of now'}.`),
      );
    });
  withExamples(
    command,
    'rules set applicant_trial_limit --max 5 --reason "card testing"',
    'rules set paid_ultimate --state observe --effective-at 2027-01-01 --reason "measured first"',
  );
}
