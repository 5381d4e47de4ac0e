import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addShadowExpectCommand } from './shadow-expect-command.ts';
import { addShadowReportCommand } from './shadow-report-command.ts';
import { addShadowRunCommand } from './shadow-run-command.ts';

/** `trialgate shadow`: the old and the new answer, compared. */
export function addShadowCommands(program: Command, context: CommandContext): void {
  const shadow = program.command('shadow').description('compare the old and the new answer, and read how they differ');
  addShadowReportCommand(shadow, context);
  addShadowRunCommand(shadow, context);
  addShadowExpectCommand(shadow, context);
  withExamples(shadow, 'shadow report', 'shadow run --sample 0.1');
}
