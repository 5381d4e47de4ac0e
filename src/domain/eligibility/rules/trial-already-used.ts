import { dayOf, isoOfDay, startOfDay } from '../../time/days.ts';
import type { Facts, TrialFact } from '../facts.ts';
import { NO_PARAMETERS, type Rule } from '../rule.ts';
import type { TrialType } from '../trial-type.ts';

const NEVER_HAD = -Infinity;

/** The day on which the type is free again: past for one that was never had, `Infinity` for one that is had once. */
function freeAgainOn(facts: Facts, trialType: TrialType): number {
  let latestEnd = NEVER_HAD;
  const { trials } = facts;
  for (let place = 0; place < trials.length; place++) {
    const trial = trials[place] as TrialFact;
    if (trial.code === trialType.code && !trial.allowedAgain && trial.endsOn > latestEnd) latestEnd = trial.endsOn;
  }
  if (latestEnd === NEVER_HAD) return NEVER_HAD;
  return trialType.repeatable ? latestEnd + trialType.retrialWindowDays : Infinity;
}

/** The namespace has had this type; a repeatable one is free again when its re-trial window has passed. */
export const trialAlreadyUsed: Rule = {
  code: 'trial_already_used',
  asked: 'always',
  about: 'trial_type',
  parameters: NO_PARAMETERS,
  blocks: (facts, trialType, at) => facts.trials.length > 0 && dayOf(at) < freeAgainOn(facts, trialType),
  changesAt: (facts, trialType, at) => {
    if (facts.trials.length === 0) return Infinity;
    const freeOn = freeAgainOn(facts, trialType);
    return freeOn === NEVER_HAD || dayOf(at) >= freeOn ? Infinity : startOfDay(freeOn);
  },
  sentence: (facts, trialType) => {
    const had = facts.trials.filter((trial) => trial.code === trialType.code);
    if (had.length === 0) return `Has never had ${trialType.type}.`;
    const spans = had.map(
      (trial) =>
        `${isoOfDay(trial.startsOn)} to ${isoOfDay(trial.endsOn)}${trial.allowedAgain ? ' (allowed again since)' : ''}`,
    );
    const freeOn = freeAgainOn(facts, trialType);
    const again = Number.isFinite(freeOn) ? ` It may be had again from ${isoOfDay(freeOn)}.` : '';
    return `Has had ${trialType.type}: ${spans.join(', ')}.${again}`;
  },
  customerSentence: 'This group has already used this trial. You can compare our plans, or talk to our sales team.',
};
