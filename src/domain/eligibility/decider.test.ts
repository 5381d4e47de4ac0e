import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryFacts, arbitraryInstant, arbitraryTrial } from '../../../test/support/arbitrary-facts.ts';
import { Decider } from './decider.ts';
import { explainDecision } from './explain-decision.ts';
import { NO_FACTS } from './facts.ts';
import { INITIAL_RULE_SET } from './initial-rule-set.ts';
import { settingOf } from './rule-set.ts';
import { RULES } from './rules.ts';

const everyTypeOffered = {
  ...INITIAL_RULE_SET,
  trialTypes: INITIAL_RULE_SET.trialTypes.map((one) => ({ ...one, offered: true })),
};
const decider = new Decider(everyTypeOffered);
const arbitraryType = fc.constantFrom(...decider.offered);

describe('a decision', () => {
  test('grants everything that is offered to a namespace without history', () => {
    for (const trialType of decider.offered) {
      expect(decider.decide(NO_FACTS, trialType, 0)).toEqual({ blocking: 0, observed: 0, validUntil: Infinity });
    }
  });

  test('is the same until valid_until, and valid_until is never later than the true change', () => {
    fc.assert(
      fc.property(
        arbitraryFacts,
        arbitraryType,
        arbitraryInstant,
        fc.integer({ min: 0, max: 500 * 86_400_000 }),
        (facts, type, at, later) => {
          const decision = decider.decide(facts, type, at);
          const then = at + later;
          const before = Math.min(then, decision.validUntil - 1);
          expect(decision.validUntil).toBeGreaterThan(at);
          expect(decider.decide(facts, type, before).blocking).toBe(decision.blocking);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('is never made more generous by more history', () => {
    fc.assert(
      fc.property(arbitraryFacts, arbitraryTrial, arbitraryType, arbitraryInstant, (facts, trial, type, at) => {
        const more = { ...facts, trials: [...facts.trials, { ...trial, allowedAgain: false }] };
        const before = decider.decide(facts, type, at).blocking;
        const after = decider.decide(more, type, at).blocking;
        expect(after & before).toBe(before);
      }),
      { numRuns: 3_000 },
    );
  });

  test('is the same alone and among all offered types', () => {
    fc.assert(
      fc.property(arbitraryFacts, arbitraryInstant, (facts, at) => {
        expect(decider.decideOffered(facts, at)).toEqual(
          decider.offered.map((type) => decider.decide(facts, type, at)),
        );
      }),
    );
  });

  test('a rule about the namespace says the same for every type', () => {
    fc.assert(
      fc.property(arbitraryFacts, arbitraryInstant, (facts, at) => {
        for (const rule of RULES.filter((one) => one.about === 'namespace')) {
          const { parameters } = settingOf(everyTypeOffered, rule.code);
          const answers = decider.offered.map((type) => [
            rule.blocks(facts, type, at, parameters),
            rule.changesAt(facts, type, at, parameters),
          ]);
          expect(new Set(answers.map(String)).size).toBe(1);
        }
      }),
    );
  });

  test('is what its explanation says', () => {
    fc.assert(
      fc.property(arbitraryFacts, arbitraryType, arbitraryInstant, (facts, type, at) => {
        const decision = decider.decide(facts, type, at);
        const explanation = explainDecision(everyTypeOffered, facts, type, at);
        expect(explanation.eligible).toBe(decision.blocking === 0);
        expect(explanation.reasons.map((reason) => reason.code)).toEqual(decider.codesOf(decision.blocking));
        expect(explanation.validUntil).toBe(decision.validUntil);
        expect(explanation.rules.map((rule) => rule.code)).toEqual(RULES.map((rule) => rule.code));
      }),
    );
  });

  test('counts what is only observed apart, and leaves out what is off', () => {
    const running = { ...NO_FACTS, trials: [{ code: 'd', startsOn: 0, endsOn: 30, allowedAgain: false }] };
    const [type] = decider.offered;
    if (!type) throw new Error('no type');
    const withState = (state: 'off' | 'observe') =>
      new Decider({ ...everyTypeOffered, rules: { trial_running: { state, parameters: {} } } });
    const observing = withState('observe').decide(running, type, 0);
    expect(observing.blocking).toBe(0);
    expect(decider.codesOf(observing.observed)).toEqual(['trial_running']);
    expect(withState('off').decide(running, type, 0)).toEqual({ blocking: 0, observed: 0, validUntil: Infinity });
  });
});
