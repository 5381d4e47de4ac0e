import { type Command, Option } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { withDatabase } from './with-database.ts';

// Milliseconds in which the failure is told.
const LINGER = 100;

type StartOptions = { readonly parts: 'http' | 'jobs' | 'all' };

/** `trialgate portal start`: runs until SIGTERM. The portal is loaded only here, because every other command speaks HTTP. */
export function addPortalStartCommand(portal: Command, { environment }: CommandContext): void {
  const parts = new Option('--parts <parts>', 'serve, do background work, or both');
  const command = portal
    .command('start')
    .description('run a portal in this process, set up by its environment')
    .addOption(parts.choices(['http', 'jobs', 'all']).default('all'))
    .action(async (options: StartOptions) => {
      const { startPortal } = await import('#portal/main.ts');
      try {
        await withDatabase(() => startPortal(environment, options.parts));
      } catch (error) {
        // Whatever the portal had begun before it failed would keep the process.
        setTimeout(() => process.exit(1), LINGER).unref();
        throw error;
      }
    });
  withExamples(command, 'portal start', 'portal start --parts jobs');
}
