import type { EligibilityAnswers, Floor } from '../eligibility-source.ts';
import { PortalOverloaded } from '../faults.ts';
import { isBelow, laterOf } from './order.ts';

/** What a reader needs to be told of one namespace. */
export type Want = {
  readonly id: number;
  /** The token that the read saw; undefined where nothing could be read, so that nothing may be stored. */
  readonly token: string | undefined;
  /** Nothing below is an answer. */
  readonly floor: Floor;
  /** To be asked with `at_least`, so that the portal's primary answers. */
  readonly primary: boolean;
  /** Monotonic milliseconds: a load that was sent earlier does not know of what this process was told since. */
  readonly notBefore: number;
};

export type Outcome =
  | { readonly state: 'pending' }
  | { readonly state: 'answered'; readonly answers: EligibilityAnswers }
  | { readonly state: 'failed'; readonly error: unknown };

/** One request to the portal, for many readers. */
export class Load {
  readonly wants = new Map<number, Want>();
  /** Monotonic milliseconds; undefined while it can still be changed. */
  sentAt: number | undefined;
  /** The store's when it was sent: what is stored for it belongs to that. */
  generation = '';
  outcome: Outcome = { state: 'pending' };
  readonly #settled = Promise.withResolvers<void>();

  get settled(): Promise<void> {
    return this.#settled.promise;
  }

  settle(outcome: Outcome): void {
    this.outcome = outcome;
    this.#settled.resolve();
  }
}

export type LoaderLimits = {
  /** Requests to the portal at a time, from this process. */
  readonly concurrency: number;
  /** Ids that wait for one of them; more are refused. */
  readonly waiting: number;
  /** Ids in one request. */
  readonly batch: number;
};

type LoaderParts = LoaderLimits & {
  readonly now: () => number;
  /** The store's present generation. */
  readonly generation: () => string;
  /** Asks the portal; rejects with a fault. */
  readonly ask: (load: Load) => Promise<EligibilityAnswers>;
  /** Stores what was answered. Until that is done the load may be joined, since readers still find nothing stored. */
  readonly keep: (load: Load, answers: EligibilityAnswers) => Promise<void>;
};

/** Gathers what readers want into few requests: single flight per namespace, a bulkhead towards the portal. */
export class Loader {
  readonly #parts: LoaderParts;
  readonly #latest = new Map<number, Load>();
  readonly #queue: Load[] = [];
  #waiting = 0;
  #running = 0;
  #scheduled = false;

  constructor(parts: LoaderParts) {
    this.#parts = parts;
  }

  /** Whether a request could be sent at once. */
  get hasRoom(): boolean {
    return this.#running < this.#parts.concurrency;
  }

  /**
   * Joins a load or begins one. A load is joined only if it has not been sent, or carries the reader's token and at least
   * its floor: otherwise it may not know of what the reader already saw.
   * @throws {PortalOverloaded} when too much is waiting already.
   */
  want(want: Want): Load {
    const current = this.#latest.get(want.id);
    if (current && this.#mayJoin(current, want)) return current;
    if (this.#waiting >= this.#parts.waiting) throw new PortalOverloaded();
    let load = this.#queue.at(-1);
    if (!load || load.wants.size >= this.#parts.batch) {
      load = new Load();
      this.#queue.push(load);
    }
    load.wants.set(want.id, want);
    this.#latest.set(want.id, load);
    this.#waiting += 1;
    this.#schedule();
    return load;
  }

  #mayJoin(load: Load, want: Want): boolean {
    const other = load.wants.get(want.id);
    if (!other) return false;
    if (load.sentAt === undefined) {
      load.wants.set(want.id, {
        ...want,
        floor: laterOf(other.floor, want.floor),
        primary: other.primary || want.primary,
        notBefore: Math.max(other.notBefore, want.notBefore),
      });
      return true;
    }
    return (
      want.token !== undefined &&
      want.token === other.token &&
      // The store has lost writes since: what the reader saw there says nothing of what it ought to know.
      load.generation === this.#parts.generation() &&
      !isBelow(other.floor, want.floor) &&
      (other.primary || !want.primary) &&
      load.sentAt >= want.notBefore
    );
  }

  /** After this turn of the event loop, so that what is asked together is sent together. */
  #schedule(): void {
    if (this.#scheduled || !this.hasRoom) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      while (this.hasRoom) {
        const load = this.#queue.shift();
        if (!load) return;
        void this.#run(load);
      }
    });
  }

  async #run(load: Load): Promise<void> {
    this.#running += 1;
    this.#waiting -= load.wants.size;
    load.sentAt = this.#parts.now();
    load.generation = this.#parts.generation();
    try {
      const answers = await this.#parts.ask(load);
      load.settle({ state: 'answered', answers });
      this.#leave();
      await this.#parts.keep(load, answers);
    } catch (error) {
      if (load.outcome.state === 'pending') {
        load.settle({ state: 'failed', error });
        this.#leave();
      }
    } finally {
      for (const id of load.wants.keys()) {
        if (this.#latest.get(id) === load) this.#latest.delete(id);
      }
    }
  }

  #leave(): void {
    this.#running -= 1;
    this.#schedule();
  }
}
