import { setTimeout as delay } from 'node:timers/promises';
import type { NamespaceEligibility, TrialEligibility } from '#sdk/index.ts';
import { StallWatch } from '../../support/stall-watch.ts';

/** The deadline of each check, and how much later than that an answer may be. */
export const DEADLINE = 400;
const LATER = Math.max(50, DEADLINE / 10);
const COMMITTED_WITHIN = 30_000;

/** A change, and when it was done; versions grow. */
type Done = { readonly version: number; readonly at: number };

type Reader = {
  readonly name: string;
  readonly sdk: TrialEligibility;
  /** What was told before this is not asked of it: it was not there. */
  readonly since: number;
};

/**
 * Reads without end through every process that it is given, and holds each answer against what was promised: `told`
 * (nothing older than an invalidation that had finished before the read began, unless marked stale), `committed`
 * (nothing more than 30 s behind the portal), and the deadline.
 */
export class Watch {
  readonly #ids: readonly number[];
  readonly #pace: number;
  readonly #readers: Reader[] = [];
  readonly #told = new Map<number, Done[]>();
  readonly #committed = new Map<number, Done[]>();
  readonly #loops: Promise<void>[] = [];
  #isOver = false;
  readonly stalls = new StallWatch();
  readonly broken: string[] = [];
  readonly reads = new Map<string, number>();

  /** @param pace how many times as long readers rest. */
  constructor(ids: readonly number[], pace: number) {
    this.#ids = ids;
    this.#pace = pace;
  }

  add(name: string, sdk: TrialEligibility): void {
    const reader = { name, sdk, since: performance.now() };
    this.#readers.push(reader);
    for (let loop = 0; loop < 3; loop++) this.#loops.push(this.#readOn(reader));
  }

  committed(id: number, version: number): void {
    push(this.#committed, id, { version, at: performance.now() });
  }

  told(id: number, version: number): void {
    push(this.#told, id, { version, at: performance.now() });
  }

  async #readOn(reader: Reader): Promise<void> {
    while (!this.#isOver) {
      await this.#readOnce(reader);
      await delay((1 + Math.random() * 5) * this.#pace);
    }
  }

  async #readOnce({ name, sdk, since }: Reader): Promise<void> {
    const ids = this.#ids.filter(() => Math.random() < 0.3);
    const began = performance.now();
    try {
      const answers = await sdk.check(ids, { deadlineMs: DEADLINE });
      const took = performance.now() - began;
      const stalled = this.stalls.since(began);
      if (took > DEADLINE + LATER + stalled) {
        this.broken.push(`${name}: answered after ${Math.round(took)} ms, ${Math.round(stalled)} ms of it not its own`);
      }
      for (const id of ids) this.#judge(name, since, began, answers.get(id), id);
    } catch (error) {
      this.broken.push(`${name}: threw ${error}`);
    }
  }

  #judge(name: string, since: number, began: number, answer: NamespaceEligibility | undefined, id: number): void {
    if (!answer) {
      this.broken.push(`${name}: ${id} was not answered`);
      return;
    }
    this.reads.set(answer.source, (this.reads.get(answer.source) ?? 0) + 1);
    if (answer.source === 'stale' || answer.source === 'unknown' || answer.source === 'database') return;
    const told = newestBefore(this.#told.get(id), began, since);
    const committed = newestBefore(this.#committed.get(id), began - COMMITTED_WITHIN, 0);
    const least = Math.max(told, committed);
    if (answer.version >= least) return;
    const kind = told > committed ? 'told' : 'committed';
    this.broken.push(`${name}: ${id} at version ${answer.version} from ${answer.source}; ${kind}: ${least}`);
  }

  /** Forgets what was seen so far; what was told stays. */
  clear(): void {
    this.broken.length = 0;
    this.reads.clear();
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#loops);
    this.stalls[Symbol.dispose]();
  }
}

function push(by: Map<number, Done[]>, id: number, done: Done): void {
  const list = by.get(id);
  if (list) list.push(done);
  else by.set(id, [done]);
}

function newestBefore(list: readonly Done[] | undefined, moment: number, since: number): number {
  return list?.reduce((most, { version, at }) => (at < moment && at >= since ? Math.max(most, version) : most), 0) ?? 0;
}
