import { hash, timingSafeEqual } from 'node:crypto';

/** Compares two secrets without telling by its duration how much of them agrees, whatever their lengths. */
export function equalsInConstantTime(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
