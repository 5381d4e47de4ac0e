import { within } from './cache/within.ts';
import type { Clock } from './clock.ts';
import {
  type EligibilityAnswers,
  type EligibilitySource,
  NamespaceEligibility,
  type Question,
} from './eligibility-source.ts';
import { DatabaseQueryFailed } from './faults.ts';

/** The product's own queries: which types each namespace may start. One that is left out may start none. */
export type LegacyQuery = (
  namespaceIds: readonly number[],
  userId: number | undefined,
) => Promise<ReadonlyMap<number, readonly string[]> | Readonly<Record<string, readonly string[]>>>;

const NONE: readonly string[] = [];

/** The eligibility source that asks the product's own queries. */
export class EligibilitySourceLegacy implements EligibilitySource {
  readonly #query: LegacyQuery;
  readonly #clock: Clock;

  constructor(query: LegacyQuery, clock: Clock) {
    this.#query = query;
    this.#clock = clock;
  }

  /** @throws {DatabaseQueryFailed} when they fail or take longer than the question allows. */
  async check({ namespaceIds, userId, deadline }: Question): Promise<EligibilityAnswers> {
    const askedAt = this.#clock.monotonic();
    const late = () => new DatabaseQueryFailed('The legacy queries did not answer in time.');
    const ids = [...new Set(namespaceIds)];
    const found = await within(this.#ask(ids, userId), Math.max(1, deadline - askedAt), late);
    const provenance = { epoch: 0, version: 0, ruleSet: 0, askedAt, validUntil: Number.POSITIVE_INFINITY };
    return new Map(
      ids.map((id) => {
        const types = found instanceof Map ? found.get(id) : (found as Record<string, readonly string[]>)[id];
        return [id, new NamespaceEligibility(id, 'database', types ?? NONE, provenance)];
      }),
    );
  }

  async #ask(ids: readonly number[], userId: number | undefined) {
    try {
      return await this.#query(ids, userId);
    } catch (error) {
      throw new DatabaseQueryFailed('The legacy queries failed.', error);
    }
  }
}
