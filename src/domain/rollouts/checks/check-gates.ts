import type { Decision, Situation } from '../decision.ts';
import type { GateRole } from '../gate.ts';
import { stepAt } from '../place.ts';
import { holdFor } from './hold-for.ts';

/** First whether the comparison is fair, then whether it is good. */
const ORDER: readonly GateRole[] = ['protective', 'health', 'signal'];

/** Every gate of the step must have passed. */
export function checkGates(situation: Situation): Decision | undefined {
  const step = stepAt(situation);
  if (!step) return undefined;
  for (const role of ORDER) {
    const waivable = role === 'signal' ? ({ waivable: 'signal' } as const) : {};
    for (const gate of situation.seen.gates) {
      if (gate.role !== role || !step.gates.includes(gate.name)) continue;
      if (gate.verdict === 'pass' || (gate.verdict === 'no_data' && situation.state.waived.includes('no_data')))
        continue;
      const because = gate.verdict === 'fail' ? 'gate_fails' : 'gate_undecided';
      const hold = holdFor(situation, because, `${gate.name}: ${gate.sentence}`, waivable);
      if (hold) return hold;
    }
  }
  return undefined;
}
