/** How long answers are kept; milliseconds. */
export type Freshness = {
  /** Served without asking again, at most. */
  readonly freshMs: number;
  /** Kept after that, to be served marked `stale` while the portal cannot answer. */
  readonly staleMs: number;
};

export const DEFAULT_FRESHNESS: Freshness = { freshMs: 8 * 3_600_000, staleMs: 16 * 3_600_000 };

/**
 * How long this entry is fresh: up to a tenth shorter than the setting, so that what was filled together does not expire
 * together. Derived from the entry, so that every process says the same.
 */
export function freshFor(namespaceId: number, filled: number, { freshMs }: Freshness): number {
  const mixed = Math.imul((namespaceId ^ (filled * 7)) | 0, 0x9e3779b1) >>> 0;
  return freshMs * (1 - (mixed / 2 ** 32) * 0.1);
}
