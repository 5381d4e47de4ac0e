import { Decider } from '#domain/eligibility/decider.ts';
import { nextRuleSetAt, type RuleSet, ruleSetAt } from '#domain/eligibility/rule-set.ts';
import type { Instant } from '#domain/time/days.ts';
import { Fault } from '#kit/errors/fault.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import { listLiveRuleSets } from './rule-set-store.ts';

/** What decides at one instant. */
export type RulesInForce = {
  readonly ruleSet: RuleSet;
  readonly decider: Decider;
  /** When an announced rule set takes over; `Infinity` if none is. */
  readonly nextAt: Instant;
};

/**
 * The live rule sets in memory. Every statement that reads facts also reads the greatest number there is, so a process
 * reads the rule sets again exactly when another process has changed them, and never decides by an older set.
 */
export class CurrentRules {
  readonly #database: Queryable;
  #head = 0;
  #live: readonly RuleSet[] = [];
  #inForce: RulesInForce | undefined;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /**
   * @param head the greatest rule-set number, as read together with the facts.
   * @param at the database's time of that read.
   * @param database where to read from; a transaction gives its own connection, because waiting for a second one while
   *   holding the first would let a full pool wait for itself.
   * @throws {Fault} `rules_missing` when the database has no rule set in force.
   */
  inForce(head: number, at: Instant, database: Queryable = this.#database): RulesInForce | Promise<RulesInForce> {
    // Not `<=`: after a restore the head is smaller, and what was announced since then is gone.
    if (head === this.#head) return this.#at(at);
    return this.#load(database).then(() => this.#at(at));
  }

  async #load(database: Queryable): Promise<void> {
    const live = await listLiveRuleSets(database);
    this.#live = live;
    this.#head = Math.max(...live.map((ruleSet) => ruleSet.number), 0);
    this.#inForce = undefined;
  }

  #at(at: Instant): RulesInForce {
    const known = this.#inForce;
    if (known && at >= known.ruleSet.effectiveFrom && at < known.nextAt) return known;
    const ruleSet = ruleSetAt(this.#live, at);
    if (!ruleSet)
      throw new Fault('rules_missing', 'No rule set is in force: run "trialgate db migrate".', { status: 503 });
    this.#inForce = { ruleSet, decider: new Decider(ruleSet), nextAt: nextRuleSetAt(this.#live, ruleSet, at) };
    return this.#inForce;
  }
}
