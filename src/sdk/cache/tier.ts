import { LRUCache } from 'lru-cache';
import type { NamespaceEligibility } from '../eligibility-source.ts';
import { isOutdated, type ToldFloor } from './floors.ts';
import { isBelow } from './order.ts';

type Held = {
  readonly answer: NamespaceEligibility;
  readonly token: string;
  /** Monotonic milliseconds up to which it is fresh. */
  readonly freshUntil: number;
  /** The state that the answer belongs to; another one makes it soft. */
  readonly serial: number;
};

/**
 * The in-process tier. It may be read up to `readableUntil` only, which grows with every confirmation that nothing was
 * missed; whoever finds it past that empties it.
 */
export class Tier {
  readonly #held: LRUCache<number, Held>;
  readonly isOn: boolean;
  #readableUntil = Number.NEGATIVE_INFINITY;
  #turn = 0;
  /** Grows when the tier is emptied: what began to be read before that is not kept. */
  period = 0;

  /** @param most namespaces; 0: no tier. */
  constructor(most: number) {
    this.isOn = most > 0;
    this.#held = new LRUCache({ max: Math.max(1, most) });
  }

  get size(): number {
    return this.#held.size;
  }

  get readableUntil(): number {
    return this.#readableUntil;
  }

  isReadable(now: number): boolean {
    if (now < this.#readableUntil) return true;
    if (this.#held.size > 0) this.empty();
    return false;
  }

  /** Nothing was missed up to a moment from which `until` follows. An empty period does not begin before this. */
  confirm(until: number): void {
    if (this.isOn) this.#readableUntil = until;
  }

  /** Something may have been missed. */
  empty(): void {
    this.#held.clear();
    this.#readableUntil = Number.NEGATIVE_INFINITY;
    this.period += 1;
  }

  get(id: number, serial: number, now: number): NamespaceEligibility | undefined {
    // Every eighth read counts as a use, because moving an entry to the front costs as much as finding it; what is read often
    // stays all the same.
    this.#turn = (this.#turn + 1) & 7;
    const held = this.#turn === 0 ? this.#held.get(id) : this.#held.peek(id);
    return held !== undefined && held.serial === serial && now < held.freshUntil ? held.answer : undefined;
  }

  /** What lies here, fresh or not; for the sampler and the support page. */
  peek(id: number): NamespaceEligibility | undefined {
    return this.#held.peek(id)?.answer;
  }

  put(id: number, held: Held): void {
    this.#held.set(id, held);
  }

  /** Drops what is older than an answer that was just given, because who has read that shall not read less after it. */
  dropBelow(id: number, answer: NamespaceEligibility): void {
    const held = this.#held.peek(id);
    if (held && isBelow(held.answer, answer)) this.#held.delete(id);
  }

  /** Drops what is below a floor. */
  drop(id: number, floor: ToldFloor): void {
    const held = this.#held.peek(id);
    if (held && isOutdated(floor, held.answer, held.token)) this.#held.delete(id);
  }
}
