import { Engine } from 'json-rules-engine';
import type { Facts, PurchaseFact, TrialFact } from '#domain/eligibility/facts.ts';
import type { TrialType } from '#domain/eligibility/trial-type.ts';
import { dayOf } from '#domain/time/days.ts';

type Peer = (facts: Facts, trialType: TrialType) => Promise<string[]>;

/** The six rules that are always asked, as json-rules-engine's users write them: operators over lists. */
export function createJsonRulesPeer(at: number): Peer {
  const today = dayOf(at);
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator<TrialFact[], TrialType>('hasHad', (trials, type) => {
    const ends = trials.filter((trial) => trial.code === type.code && !trial.allowedAgain).map((trial) => trial.endsOn);
    if (ends.length === 0) return false;
    return !type.repeatable || today < Math.max(...ends) + type.retrialWindowDays;
  });
  engine.addOperator<TrialFact[], number>('anyRunsOn', (trials, day) =>
    trials.some((one) => one.startsOn <= day && day < one.endsOn),
  );
  engine.addOperator<PurchaseFact[], { product: string; trial: boolean }>('anyActive', (purchases, wanted) =>
    purchases.some(
      (one) =>
        one.product === wanted.product &&
        one.trial === wanted.trial &&
        one.startsOn <= today &&
        (one.endsOn === null || today < one.endsOn),
    ),
  );
  engine.addOperator<number | null, number>('blockedOn', (until, day) => until !== null && day < until);
  const rule = (code: string, fact: string, operator: string, value: unknown) =>
    engine.addRule({ conditions: { all: [{ fact, operator, value }] }, event: { type: code } });
  rule('trial_already_used', 'trials', 'hasHad', { fact: 'trialType' });
  rule('trial_running', 'trials', 'anyRunsOn', today);
  rule('paid_ultimate', 'purchases', 'anyActive', { product: 'ultimate', trial: false });
  rule('duo_enterprise_purchased', 'purchases', 'anyActive', { product: 'duo_enterprise', trial: false });
  rule('duo_pro_trial_running', 'purchases', 'anyActive', { product: 'duo_pro', trial: true });
  rule('namespace_blocked', 'blockedUntil', 'blockedOn', today);
  return async (facts, trialType) => {
    const { events } = await engine.run({ ...facts, trialType });
    return events.map((event) => event.type);
  };
}
