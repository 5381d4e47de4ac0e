import type { Command } from 'commander';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { addCacheAuditCommand } from './cache-audit-command.ts';
import { addCacheGetCommand } from './cache-get-command.ts';
import { addCachePutCommand } from './cache-put-command.ts';
import { addCacheRmCommand } from './cache-rm-command.ts';
import { addCacheStatsCommand } from './cache-stats-command.ts';

const WHERE = `
Where:
  With REDIS_URL set, in this process on that Redis (REDIS_KEY_PREFIX as the products have it); otherwise through saas at
  SAAS_URL, which asks the portal what the holder of the token may do.`;

/** `trialgate cache`: the answers that products keep. */
export function addCacheCommands(program: Command, context: CommandContext): void {
  const cache = program.command('cache').description('look at the answers that products keep, and change them by hand');
  addCacheGetCommand(cache, context);
  addCachePutCommand(cache, context);
  addCacheRmCommand(cache, context);
  addCacheStatsCommand(cache, context);
  addCacheAuditCommand(cache, context);
  withExamples(cache, 'cache get 42', 'cache stats', 'cache audit --from 1 --to 100000');
  cache.addHelpText('after', WHERE);
}
