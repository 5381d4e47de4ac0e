import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addPortalCreateAdminCommand } from './portal-create-admin-command.ts';
import { addPortalNewEpochCommand } from './portal-new-epoch-command.ts';
import { addPortalStartCommand } from './portal-start-command.ts';

/** `trialgate portal`: in this process, on the word of whoever may reach the database. */
export function addPortalCommands(program: Command, context: CommandContext): void {
  const portal = program.command('portal').description('start a portal, make its first admin, begin a new epoch');
  addPortalStartCommand(portal, context);
  addPortalCreateAdminCommand(portal, context);
  addPortalNewEpochCommand(portal, context);
  withExamples(portal, 'portal start');
}
