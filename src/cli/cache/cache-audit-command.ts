import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { Progress } from '../progress/progress.ts';
import { untilLeft } from '../progress/until-left.ts';
import type { Printing } from '../terminal/print-answer.ts';
import { WrongUsage } from '../terminal/wrong-usage.ts';
import { countAudited } from './audited-ids.ts';
import { printAudit } from './print-audit.ts';
import { type AuditResult, runAudit } from './run-audit.ts';
import { withCache } from './with-cache.ts';

type AuditOptions = Printing & {
  readonly from: number;
  readonly to: number;
  readonly sample?: number;
  readonly repair?: boolean;
};

const VIOLATED = 1;

/** `trialgate cache audit`: whether the cache says what the portal says. */
export function addCacheAuditCommand(cache: Command, context: CommandContext): void {
  const { terminal } = context;
  const command = cache
    .command('audit')
    .description(
      'compare the cache with the portal over a range of namespaces; ends with 1 where it violates its promise',
    )
    .requiredOption('--from <id>', 'the first namespace', readIdArgument)
    .requiredOption('--to <id>', 'the last one', readIdArgument)
    .option('--sample <n>', 'only so many of them, by chance', readIdArgument)
    .option('--repair', 'make every process ask again for what is behind or different')
    .addOption(jsonOption('print it as JSON'))
    .action(async (options: AuditOptions) => {
      if (options.to < options.from) throw new WrongUsage('--to comes before --from.');
      const { place, result } = await audit(context, options);
      const { suspicions, ...numbers } = result;
      if (options.json) terminal.print(JSON.stringify({ success: true, ...numbers, suspicions }));
      else printAudit(terminal, result, place, options.repair === true);
      if (result.remaining > 0) process.exitCode = VIOLATED;
    });
  withExamples(command, 'cache audit --from 1 --to 10000', 'cache audit --from 1 --to 5000000 --sample 20000 --repair');
}

async function audit(context: CommandContext, options: AuditOptions): Promise<{ place: string; result: AuditResult }> {
  const { from, to, sample, repair = false } = options;
  const range = { from, to, sample };
  const total = countAudited(range);
  const portal = await context.portal();
  const progress = new Progress(context.terminal, 'auditing the cache');
  let last = from - 1;
  return withCache(context, async (cache) => {
    const onPage = (compared: number, lastId: number) => {
      last = lastId;
      progress.show('comparing', compared, total);
    };
    try {
      const work = (signal: AbortSignal) => runAudit({ cache, portal, range, repair, signal, onPage });
      const result = await untilLeft(work, () => `Left after namespace ${last}; go on with --from ${last + 1}.`);
      return { place: cache.place, result };
    } finally {
      progress.stop();
    }
  });
}
