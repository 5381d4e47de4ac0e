import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import type { Printing } from '../terminal/print-answer.ts';
import { collectIds } from './collect-ids.ts';
import { inPages } from './in-pages.ts';
import { printEntry } from './print-entry.ts';
import { withCache } from './with-cache.ts';

/** `trialgate cache get`: what lies there of namespaces. */
export function addCacheGetCommand(cache: Command, context: CommandContext): void {
  const { terminal } = context;
  const command = cache
    .command('get')
    .description('what lies in the cache, in words: which answer, since when, how long it is served and kept')
    .argument('<ids...>', 'ids of namespaces', collectIds)
    .addOption(jsonOption('print it as JSON'))
    .action(async (ids: readonly number[], options: Printing) => {
      const entries = await withCache(context, ({ read }) => inPages(ids, read));
      if (options.json) return terminal.print(JSON.stringify({ success: true, entries }));
      entries.forEach((entry, place) => {
        if (place > 0) terminal.print('');
        printEntry(terminal, entry);
      });
    });
  withExamples(command, 'cache get 42', 'cache get 1 2 3 --json');
}
