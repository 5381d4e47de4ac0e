import { type EligibilityAnswers, NamespaceEligibility } from '../eligibility-source.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { LONGEST_ENTRY, writeEntry } from './entry.ts';
import { type Floors, isBeforeToken, missesChange } from './floors.ts';
import { type Freshness, freshFor } from './freshness.ts';
import type { KnownState } from './known-state.ts';
import type { Load, Want } from './loader.ts';
import { isBelow } from './order.ts';
import type { EligibilityStore, Fill, FillOutcome } from './store/eligibility-store.ts';
import type { Tier } from './tier.ts';
import type { TrialTypeCodes } from './trial-type-codes.ts';

type Parts = {
  readonly store: EligibilityStore;
  readonly tier: Tier;
  readonly floors: Floors;
  readonly known: KnownState;
  readonly codes: TrialTypeCodes;
  readonly freshness: Freshness;
  readonly telemetry: Telemetry;
  /** Learns the trial types' codes; without them nothing can be stored. */
  readonly learnTypes: () => Promise<void>;
};

/** Stores what the portal answered, and keeps in the process what was stored. */
export class Keeper {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `period` is the tier's when the load was sent, undefined if it could not be read then. */
  async keep(load: Load, answers: EligibilityAnswers, period: number | undefined): Promise<void> {
    const { store, known } = this.#parts;
    const began = load.sentAt === undefined ? undefined : known.earliestStoreTime(load.sentAt);
    if (began === undefined || !store.isReachable) return;
    if (this.#parts.codes.isEmpty) await this.#parts.learnTypes();
    const fills: Fill[] = [];
    for (const want of load.wants.values()) {
      const answer = answers.get(want.id);
      const fill = answer?.trialTypes && this.#fillOf(want, answer, began, load);
      if (fill) fills.push(fill);
    }
    if (fills.length === 0) return;
    const outcomes = await store.fill(fills, began).catch(() => undefined);
    if (!outcomes) {
      this.#reject('store_unavailable', fills.length);
      return;
    }
    fills.forEach((fill, at) => {
      const outcome: FillOutcome = outcomes[at] ?? 'late';
      const answer = answers.get(fill.id);
      if (outcome !== 'stored') this.#reject(outcome);
      else if (answer && period !== undefined && load.generation === known.state.generation) {
        const fresh = freshFor(fill.id, Math.floor(began / 1_000), this.#parts.freshness);
        this.keepHere(answer, fill.token, period, Math.min(answer.askedAt + fresh, answer.validUntil));
      }
    });
  }

  #fillOf(want: Want, answer: NamespaceEligibility, began: number, load: Load): Fill | undefined {
    const { codes, floors, freshness } = this.#parts;
    const told = floors.get(want.id);
    const codesOfTypes = codes.write(answer.trialTypes ?? []);
    // Without a read nobody knows of which token the load is.
    if (want.token === undefined) return this.#reject('store_not_read');
    if (codesOfTypes === undefined) return this.#reject('unknown_type');
    if (told && missesChange(told, answer, load.sentAt ?? 0)) return this.#reject('changed');
    const filled = Math.floor(began / 1_000);
    const life = answer.validUntil - answer.askedAt;
    const text = writeEntry({
      epoch: answer.epoch,
      version: answer.version,
      token: want.token,
      answer: {
        ruleSet: answer.ruleSet,
        generation: load.generation,
        filled,
        life: Math.floor(life / 1_000),
        codes: codesOfTypes,
      },
    });
    if (text.length > LONGEST_ENTRY) return this.#reject('too_long');
    const keepMs = Math.floor(Math.min(freshFor(want.id, filled, freshness) + freshness.staleMs, life));
    const { epoch, version, ruleSet } = answer;
    return { id: want.id, text, token: want.token, epoch, version, ruleSet, keepMs };
  }

  #reject(reason: string, count = 1): undefined {
    this.#parts.telemetry.count('trial_eligibility_rejected_fills_total', count, { reason });
  }

  /** Keeps an answer in the tier, unless it is no longer the newest that this process knows of. */
  keepHere(answer: NamespaceEligibility, token: string, period: number, freshUntil: number): void {
    const { tier, known, floors } = this.#parts;
    if (tier.period !== period || answer.epoch !== known.epoch || answer.ruleSet !== known.ruleSet) return;
    const id = answer.namespaceId;
    const told = floors.get(id);
    if (told && (isBelow(answer, told) || isBeforeToken(told, token, answer.askedAt))) return;
    const here = new NamespaceEligibility(id, 'l1', answer.trialTypes, answer);
    tier.put(id, { answer: here, token, freshUntil, serial: known.serial });
  }
}
