import type { Pool } from '#kit/postgres/pool.ts';
import { DatabaseQueryFailed } from '#sdk/index.ts';
import { ELIGIBLE_AMONG, ELIGIBLE_OF_USER, EXPLAINED_AMONG } from './legacy-sql.ts';

export type LegacyEligible = {
  readonly id: number;
  readonly name: string;
  /** Null: none. */
  readonly plan: string | null;
};

/** What each of the old queries says of one namespace. */
export type LegacyExplanation = {
  readonly id: number;
  readonly plan: string | null;
  readonly noActiveDuoProTrial: boolean;
  readonly notDuoEnterprise: boolean;
  readonly premiumCanTrialAgain: boolean;
};

type ExplainedRow = {
  id: number;
  plan: string | null;
  no_active_duo_pro_trial: boolean;
  not_duo_enterprise: boolean;
  premium_can_trial_again: boolean;
};

/** The old database queries, one statement a question. `today` is a UTC day, `YYYY-MM-DD`. */
export class LegacyQueries {
  readonly #database: Pool;

  /** @param database a pool of their own, because their statements may run for 500 ms and no longer. */
  constructor(database: Pool) {
    this.#database = database;
  }

  /** Groups of a person that may start a trial, by name. @throws {DatabaseQueryFailed} */
  listEligibleOfUser(userId: number, today: string): Promise<LegacyEligible[]> {
    return this.#query<LegacyEligible>(ELIGIBLE_OF_USER, [userId, today]);
  }

  /** Those of the given namespaces that may start a trial, by name. @throws {DatabaseQueryFailed} */
  listEligibleAmong(namespaceIds: readonly number[], today: string): Promise<LegacyEligible[]> {
    return this.#query<LegacyEligible>(ELIGIBLE_AMONG, [namespaceIds, today]);
  }

  /** What each query says, by id. @throws {DatabaseQueryFailed} */
  async explainAmong(namespaceIds: readonly number[], today: string): Promise<LegacyExplanation[]> {
    const rows = await this.#query<ExplainedRow>(EXPLAINED_AMONG, [namespaceIds, today]);
    return rows.map((row) => ({
      id: row.id,
      plan: row.plan,
      noActiveDuoProTrial: row.no_active_duo_pro_trial,
      notDuoEnterprise: row.not_duo_enterprise,
      premiumCanTrialAgain: row.premium_can_trial_again,
    }));
  }

  async #query<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    try {
      return (await this.#database.query<Row>(text, values)).rows;
    } catch (error) {
      throw new DatabaseQueryFailed('The old queries failed.', error);
    }
  }
}
