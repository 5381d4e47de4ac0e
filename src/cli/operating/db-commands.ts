import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { readDatabaseUrl } from './read-database-url.ts';
import { withDatabase } from './with-database.ts';

/** `trialgate db`: the portal's database. */
export function addDbCommands(program: Command, { environment, terminal }: CommandContext): void {
  const db = program.command('db').description('the portal’s database');
  const command = db
    .command('migrate')
    .description('bring the portal’s database forward')
    .action(async () => {
      const url = readDatabaseUrl(environment);
      const { migrateDatabase } = await import('#portal/operate-database.ts');
      const ran = await withDatabase(() => migrateDatabase(url));
      for (const name of ran) terminal.print(`ran ${name}`);
      terminal.print(ran.length === 0 ? 'The database is up to date already.' : 'The database is up to date.');
    });
  withExamples(command, 'db migrate');
  withExamples(db, 'db migrate');
}
