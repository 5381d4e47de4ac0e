import { dayOf, isoOfDay, startOfDay } from '../../time/days.ts';
import type { TrialFact } from '../facts.ts';
import { NO_PARAMETERS, type Rule } from '../rule.ts';

/** The end date itself is no longer running. */
function runsOn(trial: TrialFact, day: number): boolean {
  return trial.startsOn <= day && day < trial.endsOn;
}

/** Any trial of the namespace runs at that time, of whatever type. */
export const trialRunning: Rule = {
  code: 'trial_running',
  asked: 'always',
  about: 'namespace',
  parameters: NO_PARAMETERS,
  blocks: (facts, _trialType, at) => {
    const today = dayOf(at);
    const { trials } = facts;
    for (let place = 0; place < trials.length; place++) if (runsOn(trials[place] as TrialFact, today)) return true;
    return false;
  },
  changesAt: (facts, _trialType, at) => {
    const today = dayOf(at);
    let next = Infinity;
    const { trials } = facts;
    for (let place = 0; place < trials.length; place++) {
      const { startsOn, endsOn } = trials[place] as TrialFact;
      if (startsOn >= endsOn) continue;
      if (startsOn > today && startsOn < next) next = startsOn;
      if (endsOn > today && endsOn < next) next = endsOn;
    }
    return startOfDay(next);
  },
  sentence: (facts, _trialType, at) => {
    const running = facts.trials.find((trial) => runsOn(trial, dayOf(at)));
    if (!running) return 'No trial is running.';
    return `A trial runs since ${isoOfDay(running.startsOn)} until ${isoOfDay(running.endsOn)}, 00:00 UTC.`;
  },
  customerSentence: 'A trial is already running for this group. You can use it until it ends.',
};
