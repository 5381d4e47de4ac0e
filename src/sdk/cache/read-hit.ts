import { NamespaceEligibility } from '../eligibility-source.ts';
import { digitOf } from './base36.ts';
import { type Freshness, freshFor } from './freshness.ts';
import type { Moment } from './judge-entry.ts';

const DOT = 46;
const PLUS = 43;
const BAR = 124;

/**
 * Reads the entries of one batch that are plain hits, which nearly all are: of the newest epoch and rule set, of this
 * generation, fresh. In one pass over the text and without taking it apart, because that is most of what a read from the
 * store costs here. Whatever else it is, `judgeEntry` says.
 */
export class HitReader {
  readonly #now: number;
  readonly #storeNow: number;
  readonly #epoch: number;
  readonly #ruleSet: number;
  readonly #generation: string;
  readonly #freshness: Freshness;
  readonly #codes: Moment['codes'];
  #lastCodes = '';
  #lastTypes: readonly string[] | undefined;
  #at = 0;
  #text = '';
  #tokenFrom = 0;
  #tokenTo = 0;
  /** Of the last hit: monotonic milliseconds up to which it is fresh. */
  freshUntil = 0;

  /** @returns undefined where nothing in the store counts as it is at this moment. */
  static at({ now, storeNow, softBecause, known, codes, freshness }: Moment): HitReader | undefined {
    const { generation } = known.state;
    if (softBecause !== undefined || !known.isTrusted(generation, storeNow)) return undefined;
    return new HitReader(now, storeNow, known.epoch, known.ruleSet, generation, freshness, codes);
  }

  private constructor(
    now: number,
    storeNow: number,
    epoch: number,
    ruleSet: number,
    generation: string,
    freshness: Freshness,
    codes: Moment['codes'],
  ) {
    this.#now = now;
    this.#storeNow = storeNow;
    this.#epoch = epoch;
    this.#ruleSet = ruleSet;
    this.#generation = generation;
    this.#freshness = freshness;
    this.#codes = codes;
  }

  /** The token of the last hit. */
  get token(): string {
    return this.#tokenFrom === this.#tokenTo ? '' : this.#text.slice(this.#tokenFrom, this.#tokenTo);
  }

  /** @returns undefined for whatever is no plain hit. */
  read(id: number, text: string): NamespaceEligibility | undefined {
    this.#text = text;
    this.#at = 0;
    if (this.#number(DOT) !== this.#epoch) return undefined;
    const version = this.#number(BAR);
    this.#tokenFrom = this.#at;
    this.#tokenTo = text.indexOf('|', this.#at);
    if (!(version >= 0) || this.#tokenTo < 0) return undefined;
    this.#at = this.#tokenTo + 1;
    const ruleSet = this.#number(DOT);
    if (!(ruleSet >= this.#ruleSet) || !this.#passGeneration()) return undefined;
    const filled = this.#number(PLUS);
    const life = text.charCodeAt(this.#at) === BAR ? this.#endless() : this.#number(BAR) * 1_000;
    const age = this.#storeNow - filled * 1_000;
    const fresh = Math.min(freshFor(id, filled, this.#freshness), life);
    // Written so that what is no number is no hit.
    if (!(age < fresh && age >= -1_000)) return undefined;
    const trialTypes = this.#types();
    if (!trialTypes) return undefined;
    const askedAt = this.#now - age;
    this.freshUntil = askedAt + fresh;
    const provenance = { epoch: this.#epoch, version, ruleSet, askedAt, validUntil: askedAt + life };
    return new NamespaceEligibility(id, 'redis', trialTypes, provenance);
  }

  /** A whole number in base 36 up to a character, which is passed. NaN for what is none. */
  #number(end: number): number {
    const text = this.#text;
    const from = this.#at;
    let value = 0;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === end) {
        this.#at = at + 1;
        return at === from ? Number.NaN : value;
      }
      const digit = digitOf(code);
      if (digit < 0 || digit > 35) return Number.NaN;
      value = value * 36 + digit;
    }
    return Number.NaN;
  }

  #passGeneration(): boolean {
    const { length } = this.#generation;
    const isSame =
      this.#text.startsWith(this.#generation, this.#at) && this.#text.charCodeAt(this.#at + length) === BAR;
    this.#at += length + 1;
    return isSame;
  }

  #endless(): number {
    this.#at += 1;
    return Number.POSITIVE_INFINITY;
  }

  /** Mostly the same as the one before. */
  #types(): readonly string[] | undefined {
    const codes = this.#lastCodes;
    const isLast =
      this.#lastTypes && this.#text.length === this.#at + codes.length && this.#text.startsWith(codes, this.#at);
    if (isLast) return this.#lastTypes;
    this.#lastCodes = this.#text.slice(this.#at);
    this.#lastTypes = this.#codes.read(this.#lastCodes);
    return this.#lastTypes;
  }
}
