import { within } from '../cache/within.ts';
import type { EligibilityAnswers } from '../eligibility-source.ts';
import type { KnownTrialTypes } from '../trial-types/known-trial-types.ts';
import { type BothSides, type ComparisonOutcome, classify } from './classify.ts';
import type { Comparison, PortalExplanation } from './comparison.ts';
import type { PortalExplanations } from './portal-explanations.ts';
import type { ExplainLegacy, LegacyExplanation } from './shadow-option.ts';

/** What one side said, or how it failed. */
type Side<Said> = { readonly said: ReadonlyMap<number, Said> } | { readonly failed: 'error' | 'timeout' };

const NO_PLAN = 'none';

/** Compares what the portal and the product's own queries say, each within its deadline. Nothing is written anywhere. */
export class Comparer {
  readonly #portal: Pick<PortalExplanations, 'ask'>;
  readonly #explainLegacy: ExplainLegacy;
  readonly #types: KnownTrialTypes;
  readonly #deadlineMs: number;

  constructor(
    portal: Pick<PortalExplanations, 'ask'>,
    explainLegacy: ExplainLegacy,
    types: KnownTrialTypes,
    deadlineMs: number,
  ) {
    this.#portal = portal;
    this.#explainLegacy = explainLegacy;
    this.#types = types;
    this.#deadlineMs = deadlineMs;
  }

  /**
   * Compares answers that a caller has got with the other side. What differs is asked again on both sides before it counts.
   * @param candidate the side that did not answer the caller.
   * A side that fails is an outcome and no rejection.
   */
  async compareAnswers(answers: EligibilityAnswers, candidate: 'old' | 'new'): Promise<Comparison[]> {
    const ids = [...answers.keys()];
    const [old, portal] = await Promise.all([this.#askOld(ids), candidate === 'new' ? this.#askNew(ids) : undefined]);
    const first = ids.flatMap((id) => {
      const caller = answers.get(id)?.trialTypes;
      return this.#judge(id, old, portal, candidate, caller);
    });
    const differing = first.filter(isDifference).map(({ namespaceId }) => namespaceId);
    if (differing.length === 0) return first;
    const again = new Map((await this.compareNow(differing)).map((one) => [one.namespaceId, one]));
    return first.map((one) => {
      if (!isDifference(one)) return one;
      const second = again.get(one.namespaceId);
      return second?.outcome === one.outcome ? second : { ...one, outcome: 'stale_suspect', cause: '' };
    });
  }

  /** Asks both sides now, waiting so many milliseconds for each. Of a namespace that the product does not know, or whose plan no trial is for, nothing is said. */
  async compareNow(namespaceIds: readonly number[], withinMs = this.#deadlineMs): Promise<Comparison[]> {
    const [old, portal] = await Promise.all([
      this.#askOld(namespaceIds, withinMs),
      this.#askNew(namespaceIds, withinMs),
    ]);
    return namespaceIds.flatMap((id) => this.#judge(id, old, portal, 'new'));
  }

  /** @param caller what the caller was told, in place of the side that answered it. */
  #judge(
    id: number,
    old: Side<LegacyExplanation>,
    portal: Side<PortalExplanation> | undefined,
    candidate: 'old' | 'new',
    caller?: readonly string[],
  ): Comparison[] {
    // Without the plan nobody knows which type is meant.
    if ('failed' in old)
      return [unknownOf(id, old.failed, candidate === 'new' && portal !== undefined && 'failed' in portal)];
    const legacy = old.said.get(id);
    const trialType = legacy && this.#types.forPlan(legacy.plan)?.type;
    if (!legacy || !trialType) return [];
    const fresh = portal && 'said' in portal ? portal.said.get(id) : undefined;
    const sides: BothSides = {
      old: (candidate === 'new' && caller ? caller : legacy.trialTypes).includes(trialType),
      new: (candidate === 'old' ? caller : fresh?.trialTypes)?.includes(trialType),
    };
    const isLate = portal !== undefined && 'failed' in portal && portal.failed === 'timeout';
    const outcome = classify(sides, candidate, isLate);
    const cause = causeOf(outcome, legacy, fresh, trialType);
    return [{ namespaceId: id, plan: legacy.plan || NO_PLAN, trialType, outcome, cause, old: legacy, new: fresh }];
  }

  #askOld(ids: readonly number[], withinMs = this.#deadlineMs): Promise<Side<LegacyExplanation>> {
    return settle(() => this.#explainLegacy(ids), withinMs);
  }

  #askNew(ids: readonly number[], withinMs = this.#deadlineMs): Promise<Side<PortalExplanation>> {
    return settle(() => this.#portal.ask(ids, withinMs, AbortSignal.timeout(withinMs)), withinMs);
  }
}

class Late extends Error {}

async function settle<Said>(ask: () => Promise<ReadonlyMap<number, Said>>, withinMs: number): Promise<Side<Said>> {
  const began = performance.now();
  try {
    return { said: await within(ask(), withinMs, () => new Late()) };
  } catch (error) {
    // The request's own deadline may ring first.
    return { failed: error instanceof Late || performance.now() - began >= withinMs - 1 ? 'timeout' : 'error' };
  }
}

function unknownOf(namespaceId: number, failed: 'error' | 'timeout', bothFailed: boolean): Comparison {
  const outcome = bothFailed ? 'both_failed' : (`candidate_${failed}` as const);
  return { namespaceId, plan: 'unknown', trialType: 'unknown', outcome, cause: '' };
}

const isDifference = ({ outcome }: { readonly outcome: ComparisonOutcome }) =>
  outcome === 'grants_more' || outcome === 'denies';

/** Why the side that denies the trial does so; in the words of that side. */
function causeOf(
  outcome: ComparisonOutcome,
  legacy: LegacyExplanation,
  portal: PortalExplanation | undefined,
  trialType: string,
): string {
  const names = outcome === 'grants_more' ? legacy.deniedBy : outcome === 'denies' ? portal?.reasons[trialType] : [];
  return [...(names ?? [])].sort().join('+');
}
