import type { Instant } from '../time/days.ts';
import type { Facts } from './facts.ts';
import type { Rule, RuleParameters } from './rule.ts';
import { type RuleSetBody, settingOf } from './rule-set.ts';
import { RULES } from './rules.ts';
import type { TrialType } from './trial-type.ts';

/** A rule as one rule set asks it. `bit` is its place in the masks of a decision. */
type AskedRule = Pick<Rule, 'blocks' | 'changesAt'> & { readonly bit: number; readonly parameters: RuleParameters };

/** The rules that one rule set asks, by what they are about. */
type AskedRules = { readonly binding: readonly AskedRule[]; readonly observed: readonly AskedRule[] };

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
  readonly #aboutNamespace: AskedRules;
  readonly #aboutType: AskedRules;
  readonly #first: TrialType | undefined;
  readonly #codes = new Map<number, readonly string[]>();

  constructor(body: RuleSetBody) {
    this.offered = body.trialTypes.filter((trialType) => trialType.offered);
    this.#first = body.trialTypes[0];
    this.#aboutNamespace = askedRules(body, 'namespace');
    this.#aboutType = askedRules(body, 'trial_type');
  }

  /** Whether a namespace with these facts may start a trial of this type, why not, and for how long that holds. */
  decide(facts: Facts, trialType: TrialType, at: Instant): Decision {
    return ask(this.#aboutType, facts, trialType, at, ask(this.#aboutNamespace, facts, trialType, at, UNDECIDED));
  }

  /** The decisions about all offered types, in their order. What is about the namespace is asked once. */
  decideOffered(facts: Facts, at: Instant): readonly Decision[] {
    if (!this.#first) return [];
    const common = ask(this.#aboutNamespace, facts, this.#first, at, UNDECIDED);
    const decisions: Decision[] = [];
    for (let place = 0; place < this.offered.length; place++) {
      decisions.push(ask(this.#aboutType, facts, this.offered[place] as TrialType, at, common));
    }
    return decisions;
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

const UNDECIDED: Decision = { blocking: 0, observed: 0, validUntil: Infinity };

function askedRules(body: RuleSetBody, about: Rule['about']): AskedRules {
  const asked = RULES.map(({ blocks, changesAt, code, about: of }, place) => {
    const { state, parameters } = settingOf(body, code);
    return { blocks, changesAt, bit: 1 << place, parameters, state, of };
  }).filter(({ of }) => of === about);
  return {
    binding: asked.filter(({ state }) => state === 'bind'),
    observed: asked.filter(({ state }) => state === 'observe'),
  };
}

/** Asks these rules on top of what others have said. */
function ask(
  { binding, observed }: AskedRules,
  facts: Facts,
  trialType: TrialType,
  at: Instant,
  before: Decision,
): Decision {
  let blocking = before.blocking;
  let validUntil = before.validUntil;
  for (let place = 0; place < binding.length; place++) {
    const { blocks, changesAt, bit, parameters } = binding[place] as AskedRule;
    if (blocks(facts, trialType, at, parameters)) blocking |= bit;
    const changes = changesAt(facts, trialType, at, parameters);
    if (changes < validUntil) validUntil = changes;
  }
  let observing = before.observed;
  for (const { blocks, bit, parameters } of observed) {
    if (blocks(facts, trialType, at, parameters)) observing |= bit;
  }
  return { blocking, observed: observing, validUntil };
}
