import { askForMissing, type Missing } from './cache/ask-for-missing.ts';
import type { CacheParts } from './cache/cache-parts.ts';
import { floorOf, type Judgement, judgeEntry, type Moment, NOTHING_READ } from './cache/judge-entry.ts';
import { type Load, Loader } from './cache/loader.ts';
import { isBelow } from './cache/order.ts';
import { HitReader } from './cache/read-hit.ts';
import {
  type EligibilityAnswers,
  type EligibilitySource,
  type Question,
  unknownEligibility,
} from './eligibility-source.ts';

const L1 = { tier: 'l1' };
const REDIS = { tier: 'redis' };

/**
 * The eligibility source behind a process's tier and a store, by the protocol of docs/decisions/0010: one read of the
 * store a batch, only what is missing is loaded, answers are joined by id, and nothing is answered that is older than
 * what this process was told.
 */
export class EligibilitySourceWithCache implements EligibilitySource {
  readonly #parts: CacheParts;
  readonly #loader: Loader;
  /** The tier's period when a load was sent, for those that were sent while it could be read. */
  readonly #periods = new WeakMap<Load, number>();

  constructor(parts: CacheParts) {
    this.#parts = parts;
    const { tier, keeper, clock, known } = parts;
    this.#loader = new Loader({
      ...parts.limits,
      now: clock.monotonic,
      generation: () => known.state.generation,
      ask: (load) => {
        if (tier.isReadable(clock.monotonic())) this.#periods.set(load, tier.period);
        return parts.ask(load);
      },
      keep: (load, answers) => keeper.keep(load, answers, this.#periods.get(load)),
    });
  }

  check(question: Question): Promise<EligibilityAnswers> {
    const { tier, known, clock, telemetry } = this.#parts;
    const now = clock.monotonic();
    const answers: EligibilityAnswers = new Map();
    const { namespaceIds, atLeast } = question;
    if (question.fresh || !tier.isReadable(now)) {
      return this.#readStore(namespaceIds, question, answers, undefined);
    }
    const { serial } = known;
    let missing: number[] | undefined;
    for (const id of namespaceIds) {
      const answer = tier.get(id, serial, now);
      const floor = answer && atLeast?.get(id);
      if (answer && !(floor && isBelow(answer, floor))) answers.set(id, answer);
      else if (missing) missing.push(id);
      else missing = [id];
    }
    if (answers.size > 0) telemetry.count('trial_eligibility_cache_hits_total', answers.size, L1);
    return missing ? this.#readStore(missing, question, answers, tier.period) : Promise.resolve(answers);
  }

  async #readStore(
    namespaceIds: readonly number[],
    question: Question,
    answers: EligibilityAnswers,
    period: number | undefined,
  ): Promise<EligibilityAnswers> {
    const { clock, floors, keeper, storeGate, telemetry } = this.#parts;
    const texts = await storeGate.read(namespaceIds, question.deadline);
    const moment = texts && this.#momentAt(clock.monotonic());
    const reader = moment && !question.fresh && !question.atLeast ? HitReader.at(moment) : undefined;
    let others: number[] | undefined;
    for (let at = 0; at < namespaceIds.length; at++) {
      const id = namespaceIds[at] as number;
      const text = texts?.[at];
      const hit = reader && text && !floors.has(id) ? reader.read(id, text) : undefined;
      if (!hit) {
        others ??= [];
        others.push(at);
        continue;
      }
      answers.set(id, hit);
      if (period !== undefined) keeper.keepHere(hit, reader?.token ?? '', period, reader?.freshUntil ?? 0);
    }
    const hits = namespaceIds.length - (others?.length ?? 0);
    if (hits > 0) telemetry.count('trial_eligibility_cache_hits_total', hits, REDIS);
    if (others) await this.#readOthers(others, namespaceIds, texts, moment, question, answers, period);
    return answers;
  }

  /** Whatever is no plain hit: judged in full, and loaded where that is what it needs. */
  async #readOthers(
    places: readonly number[],
    namespaceIds: readonly number[],
    texts: readonly (string | null)[] | undefined,
    moment: Moment | undefined,
    question: Question,
    answers: EligibilityAnswers,
    period: number | undefined,
  ): Promise<void> {
    const { floors, keeper, leftOut, telemetry, clock } = this.#parts;
    const missing = new Map<number, Missing>();
    let hits = 0;
    for (const at of places) {
      const id = namespaceIds[at] as number;
      const wanted = question.atLeast?.get(id);
      const found = moment ? judgeEntry(id, texts?.[at] ?? null, moment, floors.get(id), wanted) : NOTHING_READ;
      if (found.verdict === 'hit' && found.answer && !question.fresh) {
        answers.set(id, found.answer);
        hits += 1;
        if (period !== undefined) keeper.keepHere(found.answer, found.token, period, found.freshUntil);
      } else if (leftOut.has(id, clock.monotonic())) answers.set(id, unknownEligibility(id, 'left_out'));
      else missing.set(id, this.#missingOf(id, found, moment !== undefined, question));
    }
    if (hits > 0) telemetry.count('trial_eligibility_cache_hits_total', hits, REDIS);
    if (missing.size === 0) return;
    telemetry.count('trial_eligibility_cache_misses_total', missing.size);
    await askForMissing([...missing.values()], question, answers, this.#loader, this.#parts);
  }

  /** Undefined while the store's clock is not known: then nothing that it says can be judged. */
  #momentAt(now: number): Moment | undefined {
    const { known, codes, freshness } = this.#parts;
    const storeNow = known.latestStoreTime(now);
    return storeNow === undefined
      ? undefined
      : { now, storeNow, softBecause: known.softBecause(now), known, codes, freshness };
  }

  #missingOf(id: number, found: Judgement, wasRead: boolean, question: Question): Missing {
    const told = this.#parts.floors.get(id);
    const wanted = question.atLeast?.get(id);
    const isAskedAfresh = !wasRead || question.fresh;
    if (found.isTombstone) this.#parts.telemetry.count('trial_eligibility_tombstone_hits_total');
    return {
      id,
      token: wasRead ? found.token : undefined,
      floor: floorOf(found, told, wanted),
      // Without the store nobody can say what was changed a moment ago.
      primary: isAskedAfresh || found.isTombstone || found.token !== '' || told !== undefined || wanted !== undefined,
      notBefore: isAskedAfresh ? this.#parts.clock.monotonic() : (told?.tokenAt ?? Number.NEGATIVE_INFINITY),
      stale: question.fresh ? undefined : found.answer,
      below: 0,
    };
  }
}
