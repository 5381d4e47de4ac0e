import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Finished, judgeReads } from './judge.ts';
import { RacePortal } from './race-portal.ts';
import { ReaderChild } from './reader-child.ts';

export type Mode = { readonly mode: 'warm' | 'cold' | 'processes'; readonly lag: boolean };

export type RaceSettings = Mode & {
  readonly strategy: string;
  readonly changes: number;
  readonly redisUrl: string;
  readonly onProgress?: (done: number) => void;
};

/** One strategy in one mode. `loads_per_change` is per process. */
export type RaceResult = {
  readonly name: string;
  readonly changes: number;
  readonly reads: number;
  readonly stale_reads: number;
  readonly stuck: number;
  readonly loads_per_change: number;
  readonly unknown_reads: number;
  readonly marked_stale_reads: number;
  readonly failed_invalidations: number;
  readonly seconds: number;
};

const KEYS = 600;
const READERS = 48;
const WRITERS = 24;
const LOOK_AFTER = 60;
const STOPPED_FOR = 3_000;

/** Writers on disjoint keys against readers that never stop, and what came of it. */
export async function runRace(settings: RaceSettings): Promise<RaceResult> {
  const began = performance.now();
  const portal = new RacePortal(settings.lag);
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-race-'));
  const portalUrl = await portal.start();
  try {
    const children = await startChildren(settings, portalUrl, folder);
    const race = new Race(settings, portal, children);
    await race.warmUp();
    await race.write();
    const logs = await Promise.all(children.map((child) => child.finish()));
    const { reads, stale, unknown, marked } = judgeReads(logs, race.finished);
    return {
      name: settings.strategy,
      changes: race.changes,
      reads,
      stale_reads: stale,
      stuck: race.stuck,
      loads_per_change: round(race.loads / race.changes / children.length),
      unknown_reads: unknown,
      marked_stale_reads: marked,
      failed_invalidations: race.failed,
      seconds: round((performance.now() - began) / 1_000),
    };
  } finally {
    await portal.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function startChildren({ mode, strategy, redisUrl }: RaceSettings, portalUrl: string, folder: string) {
  const prefix = `race${process.pid}${Math.floor(performance.now())}`;
  const count = mode === 'processes' ? 3 : 1;
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      ReaderChild.start({
        strategy,
        settings: { redisUrl, portalUrl, process: index, prefix },
        readers: READERS / count,
        keys: KEYS,
        logFile: join(folder, `${index}.log`),
      }),
    ),
  );
}

class Race {
  readonly finished = new Map<number, Finished[]>();
  changes = 0;
  stuck = 0;
  failed = 0;
  loads = 0;
  readonly #settings: RaceSettings;
  readonly #portal: RacePortal;
  readonly #children: readonly ReaderChild[];
  readonly #looks: Promise<void>[] = [];
  #isOver = false;

  constructor(settings: RaceSettings, portal: RacePortal, children: readonly ReaderChild[]) {
    this.#settings = settings;
    this.#portal = portal;
    this.#children = children;
  }

  /** The readers fill what they will. */
  async warmUp(): Promise<void> {
    await delay(1_500);
    this.#portal.loads = 0;
  }

  async write(): Promise<void> {
    const stopping = this.#settings.mode === 'processes' ? this.#stopAgainAndAgain() : undefined;
    const bursts = Math.ceil(this.#settings.changes / 2);
    let begun = 0;
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let turn = 0; begun < bursts; turn++) {
        begun += 1;
        await this.#burst(1 + writer + WRITERS * (turn % (KEYS / WRITERS)));
        this.#settings.onProgress?.(this.changes);
      }
    });
    await Promise.all(writers);
    await Promise.all(this.#looks);
    this.loads = this.#portal.loads;
    this.#isOver = true;
    await stopping;
  }

  /** A trial applied (counted) and a plan changed (not counted), 1 to 6 ms apart, in either order. */
  async #burst(key: number): Promise<void> {
    if (this.#settings.mode === 'cold') {
      await this.#call({ do: 'evict', key });
      await delay(Math.random() * 4);
    }
    const countedFirst = Math.random() < 0.5;
    await this.#change(key, countedFirst);
    await delay(1 + Math.random() * 5);
    await this.#change(key, !countedFirst);
    this.#looks.push(this.#look(key));
    await delay(LOOK_AFTER / 4);
  }

  async #change(key: number, isCounted: boolean): Promise<void> {
    const { value, version } = this.#portal.change(key, isCounted);
    for (const child of this.#children) child.tell({ do: 'changed', key });
    const done = await this.#call({ do: 'invalidate', key, version: isCounted ? version : undefined });
    this.changes += 1;
    if (done.failed) this.failed += 1;
    else this.finished.set(key, [...(this.finished.get(key) ?? []), { at: done.at, value }]);
  }

  /** An entry that is older than what is current, a while after, would stay. */
  async #look(key: number): Promise<void> {
    const { value } = this.#portal.current(key);
    await delay(LOOK_AFTER);
    const found = await this.#call({ do: 'look', key });
    if (found.value !== undefined && found.value < value) this.stuck += 1;
  }

  /** By the first process, which is never stopped. */
  #call(order: Parameters<ReaderChild['call']>[0]) {
    const [first] = this.#children;
    if (!first) throw new Error('There is no process to tell.');
    return first.call(order);
  }

  async #stopAgainAndAgain(): Promise<void> {
    const last = this.#children.at(-1);
    while (!this.#isOver) {
      last?.stop();
      await delay(STOPPED_FOR);
      last?.goOn();
      await delay(STOPPED_FOR);
    }
  }
}

const round = (value: number) => Math.round(value * 100) / 100;
