import type { Command } from 'commander';
import { effectiveAtOption } from '../arguments/effective-at-option.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readWordArgument } from '../arguments/read-word-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { sendTypeChange, type TypeChangeOptions } from './send-type-change.ts';

/** `trialgate types offer` and `retire`: whether a type may be started at all. */
export function addTypesOfferCommands(types: Command, context: CommandContext): void {
  for (const [name, offered, description] of [
    ['offer', true, 'offer a trial type'],
    ['retire', false, 'offer a trial type no longer; running trials go on'],
  ] as const) {
    const command = types
      .command(name)
      .description(description)
      .argument('<type>', 'the trial type', readWordArgument)
      .addOption(effectiveAtOption())
      .addOption(reasonOption())
      .addOption(jsonOption())
      .action((type: string, options: TypeChangeOptions) => sendTypeChange(context, type, { offered }, options));
    withExamples(command, `types ${name} ultimate_with_dap --reason "decided on Monday"`);
  }
}
