import type { Instant } from '../time/days.ts';
import type { Facts } from './facts.ts';
import type { Rule, RuleParameters } from './rule.ts';
import { type RuleSetBody, settingOf } from './rule-set.ts';
import { RULES } from './rules.ts';
import type { TrialType } from './trial-type.ts';

/** A rule as one rule set asks it. `bit` is its place in the masks of a decision. */
type AskedRule = { readonly rule: Rule; readonly bit: number; readonly parameters: RuleParameters };

/** What was decided about one trial type. Masks hold a bit per rule, so that nothing is allocated for a reason. */
export type Decision = {
  /** Rules that bind and block: eligible when this is 0. */
  readonly blocking: number;
  /** Rules that are only observed and would block. */
  readonly observed: number;
  /** When the answer may become wrong by the passing of time; `Infinity` if never. */
  readonly validUntil: Instant;
};

/** Decides by one rule set. All rules are always asked, so that an operator sees every reason. */
export class Decider {
  /** Offered types, in order of preference. */
  readonly offered: readonly TrialType[];
  readonly #binding: readonly AskedRule[];
  readonly #observed: readonly AskedRule[];
  readonly #codes = new Map<number, readonly string[]>();

  constructor(body: RuleSetBody) {
    this.offered = body.trialTypes.filter((trialType) => trialType.offered);
    const asked = RULES.map((rule, place) => ({ rule, bit: 1 << place, ...settingOf(body, rule.code) }));
    this.#binding = asked.filter(({ state }) => state === 'bind');
    this.#observed = asked.filter(({ state }) => state === 'observe');
  }

  /** Whether a namespace with these facts may start a trial of this type, why not, and for how long that holds. */
  decide(facts: Facts, trialType: TrialType, at: Instant): Decision {
    let blocking = 0;
    let validUntil = Infinity;
    for (const { rule, bit, parameters } of this.#binding) {
      if (rule.blocks(facts, trialType, at, parameters)) blocking |= bit;
      const changesAt = rule.changesAt(facts, trialType, at, parameters);
      if (changesAt < validUntil) validUntil = changesAt;
    }
    let observed = 0;
    for (const { rule, bit, parameters } of this.#observed) {
      if (rule.blocks(facts, trialType, at, parameters)) observed |= bit;
    }
    return { blocking, observed, validUntil };
  }

  /** The codes of the rules in a mask, in the order in which reasons are told. The same mask gives the same list. */
  codesOf(mask: number): readonly string[] {
    let codes = this.#codes.get(mask);
    if (codes === undefined) {
      codes = RULES.filter((_rule, place) => (mask & (1 << place)) !== 0).map((rule) => rule.code);
      this.#codes.set(mask, codes);
    }
    return codes;
  }
}
