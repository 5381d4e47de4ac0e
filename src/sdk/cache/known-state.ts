import { NO_STATE, readSharedState, type SharedState } from './shared-state.ts';
import type { Polled } from './store/eligibility-store.ts';

/** Milliseconds. */
const UNCONFIRMED_AFTER = 30_000;
const BEATLESS_AFTER = 2_000;
const TIER_CONFIRMED_FOR = 1_000;
const CLOCK_STEP = 1_000;

type Sample = { readonly storeNow: number; readonly sentAt: number; readonly gotAt: number };

/**
 * What this process knows of the portal and of the store: the newest epoch and rule set, the store's clock (by samples,
 * between whose sending and arrival the store looked at it), and whether what lies in the store is confirmed. Local wall
 * clocks decide nothing.
 */
export class KnownState {
  state: SharedState = NO_STATE;
  epoch = 0;
  ruleSet = 0;
  /** Grows with everything that makes older answers soft. */
  serial = 0;
  #sample: Sample | undefined;
  #masters: string | undefined;
  #steppedFrom: string | undefined;

  /** An epoch and a rule set that somebody has seen. */
  learn(epoch: number, ruleSet: number): void {
    if (epoch < this.epoch || (epoch === this.epoch && ruleSet <= this.ruleSet)) return;
    this.epoch = epoch;
    this.ruleSet = ruleSet;
    this.serial += 1;
  }

  /** Takes in what the store said. @returns false when the store's clock was set back since the last time. */
  observe(polled: Polled, sentAt: number, gotAt: number): boolean {
    const state = readSharedState(polled.state);
    const previous = this.#sample;
    this.#sample = { storeNow: polled.now, sentAt, gotAt };
    // The least that the store's clock must show if it only went on.
    const steppedBack =
      (previous !== undefined && polled.now < previous.storeNow + (sentAt - previous.gotAt) - CLOCK_STEP) ||
      (state.beat !== undefined && state.beat > polled.now + CLOCK_STEP);
    if (state.generation !== this.state.generation) {
      this.serial += 1;
      this.#steppedFrom = undefined;
    }
    this.state = state;
    if (steppedBack) this.#steppedFrom = state.generation;
    this.learn(state.epoch, state.ruleSet);
    return !steppedBack;
  }

  /** The store may be another one now: nothing is known of its clock. */
  forgetStore(): void {
    this.#sample = undefined;
    this.#masters = undefined;
  }

  /** Whether the store's clock was set back, and nobody has begun a new generation since. */
  get hasStepped(): boolean {
    return this.#steppedFrom !== undefined;
  }

  set masters(masters: string | undefined) {
    this.#masters = masters;
  }

  get masters(): string | undefined {
    return this.#masters;
  }

  /** The least that the store's clock shows at a moment; undefined while it is not known. */
  earliestStoreTime(at: number): number | undefined {
    return this.#sample && this.#sample.storeNow + (at - this.#sample.gotAt);
  }

  /** The most that the store's clock shows at a moment. */
  latestStoreTime(at: number): number | undefined {
    return this.#sample && this.#sample.storeNow + (at - this.#sample.sentAt);
  }

  /** Whether entries of another generation may be served, marked `stale`. */
  isTrusted(generation: string, storeNow: number): boolean {
    if (this.#steppedFrom !== undefined) return false;
    return generation === this.state.generation || storeNow >= this.state.distrustedUntil;
  }

  /** Why nothing in the store counts as confirmed at this moment; undefined if it does. */
  softBecause(at: number): string | undefined {
    const storeNow = this.latestStoreTime(at);
    if (storeNow === undefined || this.#masters === undefined) return 'store_unknown';
    if (this.#steppedFrom !== undefined) return 'clock_stepped';
    const { confirmed, masters } = this.state;
    if (masters !== this.#masters) return 'other_master';
    if (confirmed === 'none') return undefined;
    if (confirmed === undefined) return 'feed_silent';
    return storeNow - confirmed > UNCONFIRMED_AFTER ? 'feed_behind' : undefined;
  }

  /** Monotonic milliseconds up to which the in-process tier may be read, given a poll that was sent then. */
  tierReadableUntil(sentAt: number): number {
    const storeNow = this.latestStoreTime(sentAt);
    const { beat, confirmed } = this.state;
    if (storeNow === undefined || beat === undefined || this.softBecause(sentAt) !== undefined) {
      return Number.NEGATIVE_INFINITY;
    }
    const untilBeatless = sentAt + BEATLESS_AFTER - (storeNow - beat);
    const untilSoft =
      typeof confirmed === 'number' ? sentAt + UNCONFIRMED_AFTER - (storeNow - confirmed) : Number.POSITIVE_INFINITY;
    return Math.min(sentAt + TIER_CONFIRMED_FOR, untilBeatless, untilSoft);
  }
}
