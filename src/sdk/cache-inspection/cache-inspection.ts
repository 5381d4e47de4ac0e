import { within } from '../cache/within.ts';
import { CacheUnavailable, EligibilityFault, InvalidEligibilityQuestion } from '../faults.ts';
import type { CacheEntryAnswer, CacheStatsAnswer, TierEntryAnswer } from './cache-answers.ts';
import { describeCache } from './describe-cache.ts';
import { describeEntry } from './describe-entry.ts';
import type { InspectedCache } from './inspected-cache.ts';
import { invalidatorOf } from './invalidator-by-hand.ts';
import { lookAtStore } from './moment-of-store.ts';
import { type PutOptions, putEntry } from './put-entry.ts';

/** A client that has lost its Redis keeps what it is asked for later; nobody waits for that. */
const WITHIN = 10_000;
const TELL_WITHIN = 5_000;

/** The cache as people look at it and change it by hand. Every method throws {@link CacheUnavailable} if it is away. */
export class CacheInspection {
  readonly #cache: InspectedCache;

  /** Closes what was opened for the inspection itself. Clients that were given stay open. */
  readonly close: () => Promise<void>;

  constructor(cache: InspectedCache, close: () => Promise<void> = async () => {}) {
    this.#cache = cache;
    this.close = close;
  }

  /** What is there of each namespace, in the order asked; nothing is changed by looking, and the portal is not asked. */
  async read(ids: readonly number[]): Promise<CacheEntryAnswer[]> {
    assertIds(ids);
    return ids.length === 0 ? [] : this.#ask(() => this.#read(ids));
  }

  async #read(ids: readonly number[]): Promise<CacheEntryAnswer[]> {
    const { store, here, learnTypes } = this.#cache;
    const [found, bytes] = await Promise.all([store.inspect(ids), store.measure(ids)]);
    const { moment } = await lookAtStore(this.#cache);
    const describe = () =>
      ids.map((id, at) => {
        const one = found[at];
        const entry = describeEntry(id, one && { ...one, bytes: bytes[at] }, moment, here?.floors.get(id));
        return { ...entry, here: this.#describeHere(id, moment.now) };
      });
    const entries = describe();
    if (entries.every((one) => one.state !== 'answer' || one.trial_types !== null)) return entries;
    await learnTypes();
    return describe();
  }

  #describeHere(id: number, now: number): TierEntryAnswer | null {
    const { here } = this.#cache;
    const answer = here?.tier.peek(id);
    if (!here || !answer) return null;
    const { epoch, version, ruleSet, trialTypes, askedAt } = answer;
    const isServed = now < here.tier.readableUntil && here.tier.get(id, here.known.serial, now) !== undefined;
    return {
      epoch,
      version,
      rule_set: ruleSet,
      trial_types: trialTypes ?? [],
      age_ms: Math.round(now - askedAt),
      is_served: isServed,
    };
  }

  /**
   * Puts a state there by hand, which every process serves as fresh from then on.
   * @returns the entry as it stands then.
   * @throws {InvalidEligibilityQuestion} for a type that is not known, and for a version older than what is there.
   */
  async put(id: number, trialTypes: readonly string[], options: PutOptions = {}): Promise<CacheEntryAnswer> {
    assertIds([id]);
    for (const number of [options.version, options.epoch, options.ruleSet]) {
      if (number !== undefined && !(Number.isSafeInteger(number) && number >= 0)) {
        throw new InvalidEligibilityQuestion('Versions, epochs and rule sets are whole numbers from 0.');
      }
    }
    const { validForSeconds = 1 } = options;
    if (!(Number.isSafeInteger(validForSeconds) && validForSeconds >= 1)) {
      throw new InvalidEligibilityQuestion('A state is valid for a whole number of seconds from 1.');
    }
    await this.#ask(() => putEntry(this.#cache, id, trialTypes, options));
    const [entry] = await this.read([id]);
    return entry as CacheEntryAnswer;
  }

  /** Takes entries away. Processes that keep a copy serve it on: only an invalidation tells them. @returns how many. */
  async remove(ids: readonly number[]): Promise<number> {
    assertIds(ids);
    return ids.length === 0 ? 0 : this.#ask(() => this.#cache.store.remove(ids));
  }

  /**
   * Makes every process forget what it has of these namespaces. Repeating it is harmless.
   * @throws {InvalidationUnfinished} when a process has not answered in time.
   */
  async invalidate(ids: readonly number[]): Promise<void> {
    assertIds(ids);
    await this.#ask(() =>
      invalidatorOf(this.#cache).invalidate(
        ids.map((id) => ({ id, floor: undefined })),
        TELL_WITHIN,
      ),
    );
  }

  /** Who takes part, and how far the cache is confirmed. */
  stats(): Promise<CacheStatsAnswer> {
    return this.#ask(() => describeCache(this.#cache));
  }

  async #ask<Value>(work: () => Promise<Value>): Promise<Value> {
    if (!this.#cache.store.isReachable) throw new CacheUnavailable('Redis cannot be reached right now.');
    try {
      return await within(work(), WITHIN, () => new CacheUnavailable('Redis did not answer in time.'));
    } catch (error) {
      if (error instanceof EligibilityFault) throw error;
      throw new CacheUnavailable('Redis could not be asked.', error);
    }
  }
}

function assertIds(ids: readonly number[]): void {
  if (ids.every((id) => Number.isSafeInteger(id) && id >= 1)) return;
  throw new InvalidEligibilityQuestion('Namespace ids are whole numbers from 1 to 2^53-1.');
}
