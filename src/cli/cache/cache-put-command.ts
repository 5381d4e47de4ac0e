import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { readWordArgument } from '../arguments/read-word-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import type { Printing } from '../terminal/print-answer.ts';
import { WrongUsage } from '../terminal/wrong-usage.ts';
import { printEntry } from './print-entry.ts';
import { withCache } from './with-cache.ts';

type PutCommandOptions = Printing & { readonly atVersion?: number; readonly validFor?: number };

/** `trialgate cache put`: how developers and tests set a state by hand. */
export function addCachePutCommand(cache: Command, context: CommandContext): void {
  const { terminal } = context;
  const command = cache
    .command('put')
    .description('put an answer there by hand; every process serves it as fresh, whatever the portal would say')
    .argument('<id>', 'id of the namespace', readIdArgument)
    .argument('<types...>', 'trial types, in their order, or "none"', collectWords)
    .option('--at-version <n>', 'at least the one that is there; left out: that one', readNumberArgument)
    .option('--valid-for <seconds>', 'then it is asked again; left out: until something changes', readNumberArgument)
    .addOption(jsonOption('print it as JSON'))
    .action(async (id: number, types: readonly string[], options: PutCommandOptions) => {
      if (types.includes('none') && types.length > 1)
        throw new WrongUsage('"none" stands alone: write types, or none.');
      const trialTypes = types.includes('none') ? [] : types;
      const { atVersion: version, validFor: validForSeconds } = options;
      const put = {
        ...(version === undefined ? {} : { version }),
        ...(validForSeconds === undefined ? {} : { validForSeconds }),
      };
      const entry = await withCache(context, (access) => access.put(id, trialTypes, put));
      if (options.json) terminal.print(JSON.stringify({ success: true, entry }));
      else printEntry(terminal, entry);
    });
  withExamples(command, 'cache put 42 none', 'cache put 42 ultimate_with_gitlab_duo_enterprise --valid-for 600');
}

function collectWords(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, readWordArgument(text)];
}
