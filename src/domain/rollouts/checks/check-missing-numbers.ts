import type { Decision, Situation } from '../decision.ts';
import { environmentAt, measuredFrom, stepAt } from '../place.ts';
import { holdFor } from './hold-for.ts';
import { isOwnMeasurement } from './is-own-measurement.ts';

/** A gate that was not asked for so many turns has no say. */
const STALE_AFTER_TURNS = 3;

/**
 * Numbers that are not there, are old, or come from a source that does not answer, neither widen a rollout nor end it;
 * unless the plan says what is to happen once they are missing for long.
 */
export function checkMissingNumbers(situation: Situation): Decision | undefined {
  const { plan, state, seen } = situation;
  const step = stepAt(situation);
  if (!step) return undefined;
  const from = measuredFrom(plan, state);
  const stale = seen.at - (STALE_AFTER_TURNS * plan.checkEvery + plan.settle) * 1_000;
  for (const name of step.gates) {
    const gate = seen.gates.find((one) => one.name === name);
    if (!gate || !isOwnMeasurement(gate, from) || gate.at < stale) {
      return holdFor(situation, 'not_measured', `${name} has not been asked about this step yet, or not lately.`);
    }
    if (gate.verdict === 'error') return holdFor(situation, 'source_down', `${name}: ${gate.sentence}`);
    const missing = gate.verdict === 'no_data' ? withoutNumbers(situation, name, gate) : undefined;
    if (missing) return missing;
  }
  return undefined;
}

function withoutNumbers(situation: Situation, name: string, gate: { since: number; sentence: string }) {
  if (situation.state.waived.includes('no_data')) return undefined;
  const { grace, then } = environmentAt(situation).noData;
  const sentence = `${name}: ${gate.sentence}`;
  const isPatient = situation.seen.at - gate.since < grace * 1_000;
  const because = isPatient ? 'no_data_yet' : 'no_data';
  if (isPatient || then === 'hold') return holdFor(situation, because, sentence, { waivable: 'no_data' });
  return { do: then === 'pause' ? 'pause' : 'roll_back', because: 'no_data', sentence } as const;
}
