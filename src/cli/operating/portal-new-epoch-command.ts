import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { readDatabaseUrl } from './read-database-url.ts';
import { withDatabase } from './with-database.ts';

/** `trialgate portal new-epoch`: after a dump was loaded, so that nobody believes answers from before it. */
export function addPortalNewEpochCommand(portal: Command, { environment, terminal }: CommandContext): void {
  const command = portal
    .command('new-epoch')
    .description('begin a new epoch, after loading a dump into the database')
    .action(async () => {
      const url = readDatabaseUrl(environment);
      const { startNewEpoch } = await import('#portal/operate-database.ts');
      const epoch = await withDatabase(() => startNewEpoch(url));
      terminal.print(`Epoch ${epoch} has begun; every answer from before it counts as old.`);
    });
  withExamples(command, 'portal new-epoch');
}
