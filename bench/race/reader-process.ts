import { writeFile } from 'node:fs/promises';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { STRATEGIES } from './list-strategies.ts';
import type { OpenStrategy, Strategy } from './strategy.ts';

/** A process of the product in the race: readers that never stop, and the invalidations that it is told to make. */

export type ToReader =
  | { readonly do: 'invalidate'; readonly call: number; readonly key: number; readonly version: number | undefined }
  | { readonly do: 'evict' | 'look'; readonly call: number; readonly key: number }
  | { readonly do: 'changed'; readonly key: number }
  | { readonly do: 'finish' };

export type FromReader =
  | { readonly is: 'ready' }
  | {
      readonly is: 'done';
      readonly call: number;
      readonly at: number;
      readonly value: number | undefined;
      readonly failed?: string;
    }
  | { readonly is: 'finished' };

const MOST_READS = 12_000_000;
const HOT_KEYS = 12;
const HOT_SHARE = 0.7;

/** Milliseconds of the machine's monotonic clock, the same for all its processes. */
const machineNow = () => Number(process.hrtime.bigint()) / 1e6;

const [name = '', settings = '{}', readers = '48', keys = '600', logFile = ''] = process.argv.slice(2);
const send = (message: FromReader) => process.send?.(message);
/** Three numbers a read: when it began, the key, and what it returned (-1: unknown, -2: marked stale). */
const log = new Float64Array(MOST_READS * 3);
let reads = 0;
let isFinished = false;
const hot: number[] = [];

async function readOn(strategy: Strategy): Promise<void> {
  while (!isFinished) {
    const isHot = hot.length > 0 && Math.random() < HOT_SHARE;
    const key =
      (isHot ? hot[Math.floor(Math.random() * hot.length)] : undefined) ?? 1 + Math.floor(Math.random() * Number(keys));
    await readOnce(strategy, key);
    await turn();
  }
}

async function readOnce(strategy: Strategy, key: number): Promise<void> {
  const began = machineNow();
  const found = await strategy.read(key).catch(() => undefined);
  if (reads < MOST_READS) log.set([began, key, found?.isMarkedStale ? -2 : (found?.value ?? -1)], reads++ * 3);
}

/** As a process that has just started, and was told nothing of the changes before: again and again. */
async function readAsNewcomer(open: OpenStrategy): Promise<void> {
  while (!isFinished) {
    const newcomer = await open(JSON.parse(settings));
    await Promise.all([...hot].map((key) => readOnce(newcomer, key)));
    await turn();
    await Promise.all([...hot].map((key) => readOnce(newcomer, key)));
    void newcomer.close();
    await delay(5);
  }
}

async function obey(strategy: Strategy, order: ToReader): Promise<void> {
  if (order.do === 'changed') {
    hot.push(order.key);
    if (hot.length > HOT_KEYS) hot.shift();
    return;
  }
  if (order.do === 'finish') {
    isFinished = true;
    await writeFile(logFile, new Uint8Array(log.buffer, 0, reads * 24));
    send({ is: 'finished' });
    await newcomer;
    await strategy.close();
    process.disconnect();
    return;
  }
  const { call, key } = order;
  try {
    const value = order.do === 'look' ? await strategy.look(key) : undefined;
    if (order.do === 'evict') await strategy.evict(key);
    if (order.do === 'invalidate') await strategy.invalidate(key, order.version);
    send({ is: 'done', call, at: machineNow(), value });
  } catch (error) {
    send({ is: 'done', call, at: machineNow(), value: undefined, failed: String(error) });
  }
}

const open = STRATEGIES[name];
if (!open) throw new Error(`There is no strategy ${name}.`);
const strategy = await open(JSON.parse(settings));
// A library that throws out of a connection which was closed is measured all the same; ours has to do without.
if (!name.startsWith('trialgate')) process.on('uncaughtException', () => {});
// Nobody is there any more to be told.
process.on('disconnect', () => process.exit());
process.on('message', (order: ToReader) => void obey(strategy, order));
const newcomer = readAsNewcomer(open);
for (let reader = 1; reader < Number(readers); reader++) void readOn(strategy);
send({ is: 'ready' });
