import type { GateResult } from '../gate.ts';

/** Whether a gate looked at this step alone. @param from when measurements of this step begin. */
export function isOwnMeasurement(gate: GateResult, from: number): boolean {
  return gate.measuredFrom >= from && gate.at >= from;
}
