import { type Floor, NamespaceEligibility } from '../eligibility-source.ts';
import { readEntry } from './entry.ts';
import { isBeforeToken, type ToldFloor } from './floors.ts';
import { type Freshness, freshFor } from './freshness.ts';
import type { KnownState } from './known-state.ts';
import { BEGINNING, isBelow, laterOf } from './order.ts';
import type { TrialTypeCodes } from './trial-type-codes.ts';

/** What an entry is worth to one reader at one moment. */
export type Judgement = {
  readonly verdict: 'hit' | 'soft' | 'absent';
  /** What the read saw: also that of an entry which is worth nothing counts. */
  readonly token: string;
  readonly floor: Floor;
  readonly isTombstone: boolean;
  /** With `hit` as from Redis; with `soft` as it is served, marked stale, if nothing newer can be had. */
  readonly answer: NamespaceEligibility | undefined;
  /** With `hit`: monotonic milliseconds up to which it is fresh. */
  readonly freshUntil: number;
};

/** One moment's view, the same for all entries of a batch. */
export type Moment = {
  readonly now: number;
  /** Milliseconds of the store's clock, at the latest. */
  readonly storeNow: number;
  /** Why nothing in the store counts as confirmed. */
  readonly softBecause: string | undefined;
  readonly known: KnownState;
  readonly codes: TrialTypeCodes;
  readonly freshness: Freshness;
};

export const NOTHING_READ: Judgement = {
  verdict: 'absent',
  token: '',
  floor: BEGINNING,
  isTombstone: false,
  answer: undefined,
  freshUntil: 0,
};
// An entry from a future of more than this was written before the store's clock was set back.
const FUTURE_MS = 1_000;

/** Judges what lies under one key; `told` is this process's floor and `wanted` the caller's. */
export function judgeEntry(
  id: number,
  text: string | null,
  moment: Moment,
  told: ToldFloor | undefined,
  wanted: Floor | undefined,
): Judgement {
  const entry = text === null ? undefined : readEntry(text);
  if (!entry) return NOTHING_READ;
  const { token, answer } = entry;
  const absent = { ...NOTHING_READ, token, floor: entry, isTombstone: !answer };
  if (!answer || entry.epoch < moment.known.epoch) return absent;
  if (told && isBelow(entry, told)) return absent;
  if (wanted && isBelow(entry, wanted)) return absent;
  const filledAt = answer.filled * 1_000;
  const age = moment.storeNow - filledAt;
  if (told && isBeforeToken(told, token, moment.now - age)) return absent;
  const life = answer.life * 1_000;
  const trialTypes = age < life && age >= -FUTURE_MS ? moment.codes.read(answer.codes) : undefined;
  if (!trialTypes) return absent;
  const fresh = Math.min(freshFor(id, answer.filled, moment.freshness), life);
  const because = softBecause(answer.ruleSet, answer.generation, age < fresh, entry.epoch, moment);
  if (because === 'distrusted') return absent;
  const provenance = {
    epoch: entry.epoch,
    version: entry.version,
    ruleSet: answer.ruleSet,
    askedAt: moment.now - age,
    validUntil: moment.now - age + life,
    because,
  };
  return {
    verdict: because === undefined ? 'hit' : 'soft',
    token,
    floor: entry,
    isTombstone: false,
    answer: new NamespaceEligibility(id, because === undefined ? 'redis' : 'stale', trialTypes, provenance),
    freshUntil: moment.now - age + fresh,
  };
}

function softBecause(
  ruleSet: number,
  generation: string,
  isFresh: boolean,
  epoch: number,
  { known, storeNow, softBecause }: Moment,
): string | undefined {
  if (generation !== known.state.generation) {
    return known.isTrusted(generation, storeNow) ? 'older_generation' : 'distrusted';
  }
  if (!known.isTrusted(generation, storeNow)) return 'distrusted';
  if (epoch === known.epoch && ruleSet < known.ruleSet) return 'older_rule_set';
  return isFresh ? softBecause : 'expired';
}

/** The highest of what a reader has to respect. */
export function floorOf(judgement: Judgement, told: ToldFloor | undefined, wanted: Floor | undefined): Floor {
  let floor = judgement.floor;
  if (told) floor = laterOf(floor, told);
  if (wanted) floor = laterOf(floor, wanted);
  return floor === judgement.floor ? floor : { epoch: floor.epoch, version: floor.version };
}
