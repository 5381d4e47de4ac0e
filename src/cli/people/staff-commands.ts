import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addStaffAddCommand } from './staff-add-command.ts';
import { addStaffChangeCommand } from './staff-change-command.ts';
import { addStaffInviteCommand } from './staff-invite-command.ts';
import { addStaffListCommand } from './staff-list-command.ts';

/** `trialgate staff`: who works here. */
export function addStaffCommands(program: Command, context: CommandContext): void {
  const staff = program.command('staff').description('who works here, and what they may do');
  addStaffListCommand(staff, context);
  addStaffAddCommand(staff, context);
  addStaffInviteCommand(staff, context);
  addStaffChangeCommand(staff, context);
  withExamples(staff, 'staff list', 'staff change 3 --disable --reason "has left"');
}
