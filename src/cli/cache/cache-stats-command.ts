import type { Command } from 'commander';
import type { CacheStatsAnswer } from '#sdk/index.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { durationOf } from '../terminal/duration-of.ts';
import type { Printing } from '../terminal/print-answer.ts';
import { showValue } from '../terminal/show-value.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { whyNotServed } from './why-not-served.ts';
import { withCache } from './with-cache.ts';

/** `trialgate cache stats`: who takes part in the cache, and how far it is confirmed. */
export function addCacheStatsCommand(cache: Command, context: CommandContext): void {
  const { terminal } = context;
  const command = cache
    .command('stats')
    .description('who takes part, who reads the portal’s changes, and how far the cache may be behind them')
    .addOption(jsonOption('print it as JSON'))
    .action(async (options: Printing) => {
      const { place, stats } = await withCache(context, async (access) => {
        return { place: access.place, stats: await access.stats() };
      });
      if (options.json) terminal.print(JSON.stringify({ success: true, stats }));
      else printStats(terminal, stats, place);
    });
  withExamples(command, 'cache stats', 'cache stats --json');
}

function printStats(terminal: Terminal, stats: CacheStatsAnswer, place: string): void {
  terminal.print(terminal.paint('bold', `The cache, as seen through ${place}`));
  const lines = [
    ['store', stats.store],
    ['fresh', sayConfirmed(stats)],
    ['reader', sayReader(stats)],
    ['portal', `epoch ${stats.epoch}, rule set ${stats.rule_set}; read up to ${stats.cursor ?? 'no cursor yet'}`],
    ['written', `generation ${showValue(stats.generation)}, ${stats.messages} is the last message's number`],
    ...(stats.tier_entries === null ? [] : [['memory', `saas keeps ${stats.tier_entries} namespaces in its own`]]),
  ];
  for (const [word = '', text = ''] of lines) terminal.print(`  ${word.padEnd(8)}  ${text}`);
  terminal.print('');
  terminal.printTable(
    ['process', 'own memory', 'last message', 'behind by', 'asked'],
    stats.processes.map((one) => [
      one.process,
      one.acknowledged === null ? 'not now' : 'yes',
      one.acknowledged,
      one.behind,
      `${durationOf(one.seen_ms_ago)} ago`,
    ]),
    'No process has used it within a minute.',
  );
  for (const warning of stats.warnings) terminal.print(terminal.paint('red', `\nWarning: ${warning}`));
}

function sayConfirmed({ soft_because: because, has_feed: hasFeed, confirmed_ms_ago: ago }: CacheStatsAnswer): string {
  if (because !== null) return sayUnconfirmed(because);
  if (hasFeed === false) return 'the portal has no change feed: only what products say themselves is told';
  return `holds every commit of the portal up to ${durationOf(ago ?? 0)} ago`;
}

function sayUnconfirmed(because: string): string {
  return `nothing is served as it is, everything is asked again: ${whyNotServed(because)}`;
}

function sayReader({ reader, beat_ms_ago: beat }: CacheStatsAnswer): string {
  if (!reader) return 'nobody reads the portal’s changes now';
  const seen = beat === null ? '' : `, there ${durationOf(beat)} ago`;
  return `process ${reader.process} reads the portal’s changes${seen}`;
}
