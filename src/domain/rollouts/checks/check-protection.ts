import type { Decision, Situation } from '../decision.ts';
import { environmentAt, measuredFrom } from '../place.ts';
import { isOwnMeasurement } from './is-own-measurement.ts';

/** A protective gate that fails often enough rolls back, however few people there were and whoever is waited for. */
export function checkProtection(situation: Situation): Decision | undefined {
  const { plan, state, seen } = situation;
  if (state.step < 0) return undefined;
  const from = measuredFrom(plan, state);
  const failing = seen.gates.find(
    (gate) =>
      gate.role === 'protective' &&
      gate.verdict === 'fail' &&
      gate.inARow >= plan.failuresInARow &&
      isOwnMeasurement(gate, from),
  );
  if (!failing) return undefined;
  const sentence = `${failing.name}: ${failing.sentence}`;
  const because = 'gate_failed';
  if (environmentAt(situation).onFail === 'rollback') return { do: 'roll_back', because, sentence };
  return state.phase === 'paused' ? undefined : { do: 'pause', because, sentence };
}
