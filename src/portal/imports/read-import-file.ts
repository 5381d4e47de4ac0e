import type { Queryable } from '#kit/postgres/pool.ts';
import { listParts, readPart } from './import-store.ts';

// The driver reads bytes as hexadecimal text: a whole part at once would hold the process up.
const SLICE = 256 * 1_024;

/** The bytes of an import's file in slices, from an offset to its end. */
export async function* readImportFile(database: Queryable, id: number, from: number): AsyncGenerator<Buffer> {
  let start = 0;
  for (const { part, size } of await listParts(database, id)) {
    for (let at = Math.max(from - start, 0); at < size; at += SLICE) {
      yield await readPart(database, id, part, at, Math.min(SLICE, size - at));
    }
    start += size;
  }
}
