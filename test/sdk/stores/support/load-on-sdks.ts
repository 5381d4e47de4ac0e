import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { NamespaceEligibility, TrialEligibility } from '#sdk/index.ts';
import { StallWatch } from '../../support/stall-watch.ts';
import { type ChangingPortal, typesOf } from './changing-portal.ts';

const READERS = 4;
const BATCH = 10;
const CHANGE_EVERY = 15;

/** What became of the checks and changes between two moments. */
export type Seen = {
  checks: number;
  /** Answers by source. */
  sources: Record<string, number>;
  longestMs: number;
  /** How long this process did nothing at most, because the machine was busy: nobody can be answered meanwhile. */
  stalledMs: number;
  /** Answers below the last finished invalidation, not marked stale, and checks that rejected. */
  faults: string[];
  finished: number;
  unfinished: number;
};

type Parts = {
  readonly sdks: readonly TrialEligibility[];
  readonly portal: ChangingPortal;
  readonly ids: readonly number[];
  readonly deadlineMs: number;
};

/** Reads and changes all the time, and holds every answer against the last invalidation that was finished before it. */
export class LoadOnSdks {
  readonly #parts: Parts;
  readonly #told = new Map<number, number>();
  readonly #stalls = new StallWatch();
  #seen = nothingSeen();
  #isChanging = true;
  #isOver = false;
  #loops: Promise<unknown> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(): void {
    this.#stalls.take();
    const readers = this.#parts.sdks.flatMap((sdk) => Array.from({ length: READERS }, () => this.#read(sdk)));
    this.#loops = Promise.all([...readers, ...this.#parts.sdks.map((sdk) => this.#change(sdk))]);
  }

  /** What happened since the last time that this was asked. */
  take(): Seen {
    const seen = { ...this.#seen, stalledMs: this.#stalls.take() };
    this.#seen = nothingSeen();
    return seen;
  }

  /** From now on it only reads. */
  stopChanging(): void {
    this.#isChanging = false;
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#loops;
    this.#stalls[Symbol.dispose]();
  }

  async #read(sdk: TrialEligibility): Promise<void> {
    const { ids, deadlineMs } = this.#parts;
    while (!this.#isOver) {
      const asked = Array.from({ length: BATCH }, () => ids[randomInt(ids.length)] ?? 1);
      const floors = new Map(asked.map((id) => [id, this.#told.get(id) ?? 0]));
      const began = performance.now();
      try {
        const answers = await sdk.check(asked, { deadlineMs });
        this.#seen.longestMs = Math.max(this.#seen.longestMs, performance.now() - began);
        for (const [id, floor] of floors) this.#judge(id, floor, answers.get(id));
      } catch (error) {
        this.#seen.faults.push(`a check rejected: ${error}`);
      }
      this.#seen.checks += 1;
      await delay(2);
    }
  }

  #judge(id: number, floor: number, answer: NamespaceEligibility | undefined): void {
    const { source = 'none', version = 0, trialTypes, because } = answer ?? {};
    const key = source === 'unknown' || source === 'stale' ? `${source}: ${because}` : source;
    this.#seen.sources[key] = (this.#seen.sources[key] ?? 0) + 1;
    if (source === 'unknown' || source === 'stale') return;
    if (version < floor) this.#seen.faults.push(`${id} was answered by ${source} with ${version}, told was ${floor}`);
    if (`${trialTypes}` !== `${typesOf(version)}`) this.#seen.faults.push(`${id} was answered with ${trialTypes}`);
  }

  async #change(sdk: TrialEligibility): Promise<void> {
    const { ids, portal } = this.#parts;
    while (this.#isChanging && !this.#isOver) {
      const id = ids[randomInt(ids.length)] ?? 1;
      const version = portal.change(id);
      // One change in three is not counted, as far as the caller knows.
      const told = randomInt(3) === 0 ? undefined : version;
      sdk.invalidate(id, told, { deadlineMs: 1_000 }).then(
        () => {
          this.#told.set(id, Math.max(version, this.#told.get(id) ?? 0));
          this.#seen.finished += 1;
        },
        () => {
          this.#seen.unfinished += 1;
        },
      );
      await delay(CHANGE_EVERY);
    }
  }
}

function nothingSeen(): Seen {
  return { checks: 0, sources: {}, longestMs: 0, stalledMs: 0, faults: [], finished: 0, unfinished: 0 };
}
