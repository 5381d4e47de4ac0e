import { type Command, Option } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

type ExpectOptions = Printing & { readonly plan: string; readonly type: string; readonly reason: string };

/** `trialgate shadow expect`: a group of differences that somebody has looked at. */
export function addShadowExpectCommand(shadow: Command, { portal, terminal }: CommandContext): void {
  const command = shadow
    .command('expect')
    .description('mark a group of differences as expected, with a reason')
    .argument('<outcome>', 'grants_more or denies')
    .argument('<cause>', 'as the report names it')
    .addOption(new Option('--plan <plan>', 'of namespaces on this plan').makeOptionMandatory())
    .addOption(new Option('--type <type>', 'for this trial type').makeOptionMandatory())
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (outcome: string, cause: string, { plan, type, reason, ...printing }: ExpectOptions) => {
      const body = { outcome, cause, plan, trial_type: type, reason };
      const answer = await (await portal()).send('POST', '/api/v1/comparisons/expectations', body);
      printAnswer(terminal, printing, answer, () =>
        terminal.print(`Expected from now on: ${outcome} ${cause} (${plan}).`),
      );
    });
  withExamples(
    command,
    'shadow expect grants_more duo_enterprise_ever --plan free --type ultimate_with_gitlab_duo_enterprise --reason "decided"',
  );
}
