import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addRolloutActCommands } from './rollout-act-commands.ts';
import { addRolloutInterlockCommands } from './rollout-interlock-commands.ts';
import { addRolloutPlanCommand } from './rollout-plan-command.ts';
import { addRolloutShowCommands } from './rollout-show-commands.ts';

/** `trialgate rollout`: a flag is widened step by step, and goes back by itself. */
export function addRolloutCommands(program: Command, context: CommandContext): void {
  const rollout = program.command('rollout').description('widen a flag step by step, with gates that take it back');
  addRolloutPlanCommand(rollout, context);
  addRolloutShowCommands(rollout, context);
  addRolloutActCommands(rollout, context);
  addRolloutInterlockCommands(rollout, context);
  withExamples(
    rollout,
    'rollout plan example_flag',
    'rollout start example_flag --reason "as agreed in the issue"',
    'rollout rollback example_flag',
  );
}
