import { MOST_IDS } from './cache-access.ts';

/** Asks for many namespaces, each once, as many at a time as are answered at once. */
export async function inPages<Found>(
  ids: readonly number[],
  read: (ids: readonly number[]) => Promise<readonly Found[]>,
): Promise<Found[]> {
  const distinct = [...new Set(ids)];
  const found: Found[] = [];
  for (let from = 0; from < distinct.length; from += MOST_IDS) {
    found.push(...(await read(distinct.slice(from, from + MOST_IDS))));
  }
  return found;
}
