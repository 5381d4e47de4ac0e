import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { RedisServer } from '../../dev/redis/redis-server.ts';
import { COMPARED } from './list-strategies.ts';
import { type Mode, type RaceResult, runRace } from './run-race.ts';

/** `npm run race -- [--json] [--changes N] [--strategy name] [--mode warm|cold|processes]` */

const MODES: readonly Mode[] = [
  { mode: 'warm', lag: false },
  { mode: 'warm', lag: true },
  { mode: 'cold', lag: false },
  { mode: 'cold', lag: true },
  { mode: 'processes', lag: false },
];
const HELP = `npm run race -- [--json] [--changes <n>] [--strategy <${COMPARED.join('|')}>] [--mode <warm|cold|processes>]

Caching strategies side by side while what they cache changes: 48 readers (one of them always in a process that has
just started), 600 namespaces, changes in bursts of two, one of them without a version. Counts reads that are older than an invalidation which was finished before they began, and
entries that stay older.
`;

type ModeResult = Mode & { readonly strategies: readonly RaceResult[] };

function readOptions() {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      changes: { type: 'string', default: '10000' },
      strategy: { type: 'string', multiple: true },
      mode: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const changes = Number(values.changes);
  if (!Number.isInteger(changes) || changes < 2) throw new Error('--changes takes a whole number from 2.');
  const unknown = values.strategy?.find((name) => !COMPARED.some((one) => one === name));
  if (unknown) throw new Error(`There is no strategy ${unknown}; there are ${COMPARED.join(', ')}.`);
  return { ...values, changes };
}

function print({ mode, lag, strategies }: ModeResult): void {
  const table = new Table({
    head: ['strategy', 'changes', 'reads', 'stale reads', 'stuck', 'loads per change', 'unknown', 'marked stale', 's'],
    ...(process.stdout.isTTY ? {} : { style: { head: [], border: [] } }),
  });
  for (const one of strategies) {
    const share = one.reads === 0 ? 0 : (one.stale_reads / one.reads) * 100;
    const stale = `${one.stale_reads} (${share.toFixed(2)} %)`;
    table.push([
      ...[one.name, one.changes, one.reads, stale, one.stuck, one.loads_per_change],
      ...[one.unknown_reads, one.marked_stale_reads, one.seconds],
    ]);
  }
  process.stdout.write(`${mode}${lag ? ', three loads in ten from a replica 15 ms behind' : ''}\n${table}\n`);
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) return void process.stdout.write(HELP);
  await using redis = new RedisServer();
  await redis.start();
  const modes: ModeResult[] = [];
  for (const mode of MODES.filter((one) => !options.mode || options.mode.includes(one.mode))) {
    const strategies: RaceResult[] = [];
    for (const strategy of COMPARED.filter((one) => !options.strategy || options.strategy.includes(one))) {
      const onProgress = (done: number) => {
        if (process.stderr.isTTY)
          process.stderr.write(`\r\u001b[K${mode.mode} ${strategy}: ${done}/${options.changes}`);
      };
      strategies.push(await runRace({ ...mode, strategy, changes: options.changes, redisUrl: redis.url, onProgress }));
    }
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    modes.push({ ...mode, strategies });
    if (!options.json) print({ ...mode, strategies });
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ modes })}\n`);
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
