import type { Terminal } from './terminal.ts';

/** Says how to go on where a page is full. @param next the option that begins the next page after the last row. */
export function noteMore<Row>(
  terminal: Terminal,
  rows: readonly Row[],
  limit: number,
  next: (last: Row) => string,
): void {
  const last = rows.at(-1);
  if (last !== undefined && rows.length >= limit) terminal.note(`There may be more: add ${next(last)}`);
}
