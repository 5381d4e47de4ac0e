import { type Entry, LONGEST_ENTRY, readEntry, writeEntry } from '../cache/entry.ts';
import { freshFor } from '../cache/freshness.ts';
import { isBelow } from '../cache/order.ts';
import type { Floor } from '../eligibility-source.ts';
import { CacheUnavailable, InvalidEligibilityQuestion } from '../faults.ts';
import type { InspectedCache } from './inspected-cache.ts';
import { invalidatorOf } from './invalidator-by-hand.ts';
import { type Looked, lookAtStore } from './moment-of-store.ts';

export type PutOptions = {
  /** At least the one that lies there; that one unless given. */
  readonly version?: number;
  /** The newest known unless given. */
  readonly epoch?: number;
  readonly ruleSet?: number;
  /** Until something changes unless given. */
  readonly validForSeconds?: number;
  /** Milliseconds for every process to drop what it has; 5,000. */
  readonly deadlineMs?: number;
};

/**
 * Stores a state by hand that every process serves as fresh. First it is made a change without a version, because only
 * that makes every process drop what it keeps; then the state is filled in with that change's token, as a load would.
 */
export async function putEntry(
  cache: InspectedCache,
  id: number,
  trialTypes: readonly string[],
  options: PutOptions,
): Promise<void> {
  const [looked, [there]] = await Promise.all([lookAtStore(cache), readEntries(cache, id)]);
  const floor = floorOf(id, there, looked, options);
  const codes = await codesOf(trialTypes, cache);
  await invalidatorOf(cache).invalidate([{ id, floor: undefined }], options.deadlineMs ?? 5_000);
  const [tombstone] = await readEntries(cache, id);
  const { moment, described } = await lookAtStore(cache);
  const filled = Math.floor(described.now / 1_000);
  const life = options.validForSeconds ?? Number.POSITIVE_INFINITY;
  const { ruleSet = Math.max(moment.known.ruleSet, there?.answer?.ruleSet ?? 0) } = options;
  const token = tombstone?.token ?? '';
  const answer = { ruleSet, generation: moment.known.state.generation, filled, life, codes };
  const text = writeEntry({ ...floor, token, answer });
  if (text.length > LONGEST_ENTRY) {
    throw new InvalidEligibilityQuestion(`An entry has at most ${LONGEST_ENTRY} characters; this one is ${text}.`);
  }
  const { freshness } = cache;
  const keepMs = Math.floor(Math.min(freshFor(id, filled, freshness) + freshness.staleMs, life * 1_000));
  const fill = { id, text, token, ...floor, ruleSet, keepMs };
  const [outcome] = await cache.store.fill([fill], described.now);
  if (outcome !== 'stored') {
    throw new CacheUnavailable(`Namespace ${id} was changed meanwhile (${outcome}); look again before you repeat it.`);
  }
}

async function readEntries({ store }: InspectedCache, id: number): Promise<(Entry | undefined)[]> {
  return (await store.read([id])).map((text) => (text === null ? undefined : readEntry(text)));
}

/** @throws {InvalidEligibilityQuestion} for a place in history that the store is past already. */
function floorOf(id: number, there: Entry | undefined, { moment }: Looked, options: PutOptions): Floor {
  const epoch = options.epoch ?? Math.max(moment.known.epoch, there?.epoch ?? 0);
  const isSameEpoch = there !== undefined && there.epoch === epoch;
  const floor = { epoch, version: options.version ?? (isSameEpoch ? there.version : 0) };
  if (!there || !isBelow(floor, there)) return floor;
  throw new InvalidEligibilityQuestion(
    `Of namespace ${id} the cache knows version ${there.version} of epoch ${there.epoch}: nothing older can be put there.`,
  );
}

/** @throws {InvalidEligibilityQuestion} that names the type and those that are known. */
async function codesOf(trialTypes: readonly string[], { codes, learnTypes }: InspectedCache): Promise<string> {
  if (codes.write(trialTypes) === undefined) await learnTypes();
  const written = codes.write(trialTypes);
  if (written !== undefined) return written;
  const known = Object.keys(codes.toJSON());
  const unknown = trialTypes.filter((type) => !known.includes(type)).join(', ');
  throw new InvalidEligibilityQuestion(`No trial type is called ${unknown}; there are: ${known.join(', ') || 'none'}.`);
}
