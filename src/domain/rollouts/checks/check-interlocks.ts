import type { Decision, Hold, Situation } from '../decision.ts';
import { environmentAt, nextStep } from '../place.ts';
import { reachOf } from '../plan.ts';
import { holdFor } from './hold-for.ts';

/** What has nothing to do with the numbers and stands in the way of the next step all the same. */
export function checkInterlocks(situation: Situation): Decision | undefined {
  return checkGoingOn(situation) ?? checkDeployed(situation) ?? checkFactor(situation) ?? checkPresence(situation);
}

function checkGoingOn(situation: Situation): Hold | undefined {
  const { interlocks } = environmentAt(situation);
  for (const { kind, sentence } of situation.seen.interlocks) {
    const hold = interlocks.includes(kind) ? holdFor(situation, kind, sentence, { waivable: kind }) : undefined;
    if (hold) return hold;
  }
  return undefined;
}

function checkDeployed(situation: Situation): Hold | undefined {
  const { notDeployed } = situation.seen;
  return notDeployed === undefined
    ? undefined
    : holdFor(situation, 'not_deployed', notDeployed, { waivable: 'deployed' });
}

function checkFactor(situation: Situation): Hold | undefined {
  const { plan, state } = situation;
  const before = reachOf(state.touched[environmentAt(situation).name]?.state ?? 'off').percent;
  const after = reachOf(nextStep(situation)?.to ?? 'off').percent;
  if (before === 0 || after <= before * plan.maxStepFactor) return undefined;
  const sentence = `From ${before} % to ${after} % is more than ${plan.maxStepFactor} times as many people at once.`;
  return holdFor(situation, 'step_factor', sentence, { waivable: 'step_factor' });
}

function checkPresence(situation: Situation): Hold | undefined {
  const { presence, name } = environmentAt(situation);
  const { state, seen } = situation;
  if (presence === 0) return undefined;
  const until = seen.at + presence * 1_000;
  if (state.presences.some((one) => one.from <= seen.at && one.until >= until)) return undefined;
  const hours = Math.round((presence / 3_600) * 100) / 100;
  const sentence = `Nobody has said that they are there for ${hours} hours after this step in ${name}.`;
  return holdFor(situation, 'presence', sentence, { waivable: 'presence' });
}
