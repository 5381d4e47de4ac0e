import type { Command } from 'commander';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { Progress } from '../progress/progress.ts';
import { countOf } from '../terminal/count-of.ts';
import { readDatabaseUrl } from './read-database-url.ts';
import { withDatabase } from './with-database.ts';

type SeedOptions = { readonly namespaces: number; readonly firstId?: number; readonly seed?: number };

/** `trialgate seed`: namespaces with histories, made up but the same for the same seed. */
export function addSeedCommand(program: Command, { environment, terminal }: CommandContext): void {
  const command = program
    .command('seed')
    .description('fill the portal’s database with namespaces that have histories')
    .requiredOption('--namespaces <n>', 'how many', readIdArgument)
    .option('--first-id <id>', 'id of the first one', readIdArgument)
    .option('--seed <n>', 'the same seed makes the same namespaces', readNumberArgument)
    .action(async (options: SeedOptions) => {
      const url = readDatabaseUrl(environment);
      const progress = new Progress(terminal, 'seed');
      const onProgress = (done: number, total: number) => progress.show('writing namespaces', done, total);
      const { seedDatabase } = await import('#portal/operate-database.ts');
      const seeding = withDatabase(() => seedDatabase(url, { ...options, onProgress }));
      const { namespaces, trials, purchases } = await seeding.finally(() => progress.stop());
      const made = [countOf(namespaces, 'namespace'), countOf(trials, 'trial'), countOf(purchases, 'purchase')];
      terminal.print(`Added ${made.join(', ')}.`);
    });
  withExamples(command, 'seed --namespaces 100000 --seed 7');
}
