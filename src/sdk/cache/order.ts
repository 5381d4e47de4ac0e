import type { Floor } from '../eligibility-source.ts';

/** Whether `one` comes before `other` in the portal's history of a namespace. */
export function isBelow(one: Floor, other: Floor): boolean {
  return one.epoch < other.epoch || (one.epoch === other.epoch && one.version < other.version);
}

/** The later of two places. */
export function laterOf(one: Floor, other: Floor): Floor {
  return isBelow(one, other) ? other : one;
}

export const BEGINNING: Floor = { epoch: 0, version: 0 };
