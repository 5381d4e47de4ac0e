import type { Floor } from '../eligibility-source.ts';
import { isBelow } from './order.ts';

/** What this process was told of one namespace. */
export type ToldFloor = Floor & {
  /** Of the last change without a version; empty if there was none. */
  readonly token: string;
  /** Monotonic milliseconds: a load that began earlier may not know of that token's change. */
  readonly tokenAt: number;
  /** Monotonic milliseconds of the last word. */
  readonly toldAt: number;
};

/**
 * Whether an answer with that token may come before the last change without a version that this process was told of. Another
 * token alone does not say so, because processes may be told of two such changes in another order than they were stored in;
 * but with a token an answer was the primary's, and one that was asked for after the word knows of the change.
 * @param askedAt monotonic milliseconds, or earlier.
 */
export function isBeforeToken(told: ToldFloor, token: string, askedAt: number): boolean {
  return told.token !== '' && told.token !== token && (token === '' || askedAt <= told.tokenAt);
}

/** Whether an answer to a question that was sent then may not know of what this process was told. */
export function missesChange(told: ToldFloor, answer: Floor, sentAt: number): boolean {
  return isBelow(answer, told) || (told.token !== '' && told.tokenAt > sentAt);
}

/** Whether what was stored with that token is not what this process was told of last. */
export function isOutdated(told: ToldFloor, stored: Floor, token: string | undefined): boolean {
  return isBelow(stored, told) || (told.token !== '' && told.token !== token);
}

const KEPT_MS = 60_000;
const MOST = 500_000;

/**
 * The highest version and the last token that this process was told, per namespace, held in its tier or not, for 60 s.
 * Nothing below its floor is answered, filled or kept, wherever it comes from. In the order of the last word.
 */
export class Floors {
  readonly #byId = new Map<number, ToldFloor>();
  /** Floors that were dropped early because there were too many. */
  dropped = 0;

  get(id: number): ToldFloor | undefined {
    return this.#byId.get(id);
  }

  has(id: number): boolean {
    return this.#byId.size > 0 && this.#byId.has(id);
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Never lowers one. `token` is empty for a change with a version. */
  raise(id: number, { epoch, version }: Floor, token: string, now: number): void {
    const known = this.#byId.get(id);
    const higher = known && !isBelow(known, { epoch, version }) ? known : { epoch, version };
    if (known) this.#byId.delete(id);
    else if (this.#byId.size >= MOST) this.#dropOldest();
    this.#byId.set(id, {
      epoch: higher.epoch,
      version: higher.version,
      token: token || known?.token || '',
      tokenAt: token ? now : (known?.tokenAt ?? Number.NEGATIVE_INFINITY),
      toldAt: now,
    });
  }

  /** Forgets what was told more than 60 s ago: no fill that is still accepted can be older. */
  prune(now: number): void {
    for (const [id, floor] of this.#byId) {
      if (floor.toldAt > now - KEPT_MS) return;
      this.#byId.delete(id);
    }
  }

  #dropOldest(): void {
    const oldest = this.#byId.keys().next();
    if (!oldest.done) this.#byId.delete(oldest.value);
    this.dropped += 1;
  }
}
