import type { Command } from 'commander';
import { Fault } from '#kit/errors/fault.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { readDatabaseUrl } from './read-database-url.ts';
import { withDatabase } from './with-database.ts';

type AdminOptions = { readonly email: string; readonly name: string };

/** `trialgate portal create-admin`: the first admin, and the secret of a token for them. */
export function addPortalCreateAdminCommand(portal: Command, { environment, terminal }: CommandContext): void {
  const command = portal
    .command('create-admin')
    .description('make the first admin and print a token for them')
    .requiredOption('--email <address>', 'their e-mail address')
    .requiredOption('--name <text>', 'their name')
    .action(async ({ email, name }: AdminOptions) => {
      const url = readDatabaseUrl(environment);
      const { addFirstAdmin } = await import('#portal/operate-database.ts');
      const secret = await withDatabase(() => addFirstAdmin(url, { email, name }).catch(explainRefusal));
      terminal.print(secret);
      terminal.note('Keep this token now: it is not shown again. TRIALGATE_TOKEN takes it.');
    });
  withExamples(command, 'portal create-admin --email ada@example.com --name "Ada L."');
}

/** What the portal says in a plain error is meant for people; what the database says has a code. */
function explainRefusal(error: Error & { code?: string }): never {
  throw error.code === undefined ? new Fault('admin_not_made', error.message, { cause: error }) : error;
}
