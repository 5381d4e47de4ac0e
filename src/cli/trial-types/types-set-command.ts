import type { Command } from 'commander';
import { effectiveAtOption } from '../arguments/effective-at-option.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { readTimeArgument } from '../arguments/read-time-argument.ts';
import { readWordArgument } from '../arguments/read-word-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { WrongUsage } from '../terminal/wrong-usage.ts';
import { sendTypeChange, type TypeChangeOptions } from './send-type-change.ts';

type SetOptions = TypeChangeOptions & {
  readonly code?: string;
  readonly name?: string;
  readonly plans?: string;
  readonly durationDays?: number;
  readonly nextDurationDays?: number;
  readonly nextActiveTime?: string;
  readonly repeatable?: boolean;
  readonly retrialWindowDays?: number;
  readonly addOn?: string;
  readonly position?: number;
};

/** `trialgate types set`: changes a trial type, or adds one. */
export function addTypesSetCommand(types: Command, context: CommandContext): void {
  const command = types
    .command('set')
    .description('change a trial type, or add one (which needs --code, --name, --plans and --duration-days)')
    .argument('<type>', 'the trial type', readWordArgument)
    .option('--code <code>', 'its short, permanent code; only for a new one')
    .option('--name <text>', 'what people read')
    .option('--plans <plans>', 'plans that it is meant for, separated by commas')
    .option('--duration-days <n>', 'how long it runs', readNumberArgument)
    .option('--next-duration-days <n>', 'how long it will run …', readNumberArgument)
    .option('--next-active-time <time>', '… from this time on', readTimeArgument)
    .option('--repeatable', 'it may be had again')
    .option('--no-repeatable', 'it may be had once')
    .option('--retrial-window-days <n>', 'days after its end until it may be had again', readNumberArgument)
    .option('--add-on <add-on>', 'what comes with it: duo_enterprise, duo_pro or none')
    .option('--position <n>', 'its place in the order of preference, from 1', readNumberArgument)
    .addOption(effectiveAtOption())
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action((type: string, options: SetOptions) => sendTypeChange(context, type, readChange(options), options));
  withExamples(
    command,
    'types set ultimate_with_dap --duration-days 60 --reason "campaign"',
    'types set ultimate_with_dap --repeatable --retrial-window-days 180 --reason "new policy"',
  );
}

function readChange(options: SetOptions): object {
  const change = {
    code: options.code,
    name: options.name,
    plans: options.plans?.split(',').map((plan) => plan.trim()),
    duration_days: options.durationDays,
    next_duration_days: options.nextDurationDays,
    next_active_time: options.nextActiveTime,
    repeatable: options.repeatable,
    retrial_window_days: options.retrialWindowDays,
    add_on: options.addOn === 'none' ? null : options.addOn,
    position: options.position,
  };
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  if (given.length === 0) throw new WrongUsage('What is to change? "trialgate types set --help" lists what can be.');
  return Object.fromEntries(given);
}
