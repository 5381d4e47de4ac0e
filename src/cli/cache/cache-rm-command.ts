import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { countOf } from '../terminal/count-of.ts';
import type { Printing } from '../terminal/print-answer.ts';
import type { CacheAccess } from './cache-access.ts';
import { collectIds } from './collect-ids.ts';
import { inPages } from './in-pages.ts';
import { withCache } from './with-cache.ts';

type RemoveOptions = Printing & { readonly tell?: boolean };

/** `trialgate cache rm`: takes entries away. */
export function addCacheRmCommand(cache: Command, context: CommandContext): void {
  const { terminal } = context;
  const command = cache
    .command('rm')
    .description('take entries away, so that Redis holds nothing of these namespaces')
    .argument('<ids...>', 'ids of namespaces', collectIds)
    .option('--tell', 'make every process forget its own copy too; this leaves a tombstone for a minute')
    .addOption(jsonOption('print it as JSON'))
    .action(async (ids: readonly number[], options: RemoveOptions) => {
      const removed = await withCache(context, (access) => remove(access, ids, options.tell === true));
      if (options.json) return terminal.print(JSON.stringify({ success: true, removed }));
      const asked = new Set(ids).size;
      terminal.print(
        `${countOf(removed, 'entry').replace('entrys', 'entries')} taken away, of ${countOf(asked, 'namespace')}.`,
      );
      if (!options.tell) terminal.note('A process that keeps a copy in its own memory serves it on; --tell tells it.');
    });
  withExamples(command, 'cache rm 42', 'cache rm 1 2 3 --tell');
}

async function remove(access: CacheAccess, ids: readonly number[], tell: boolean): Promise<number> {
  const counts = await inPages(ids, async (page) => {
    const removed = await access.remove(page);
    if (tell) await access.invalidate(page);
    return [removed];
  });
  return counts.reduce((sum, one) => sum + one, 0);
}
