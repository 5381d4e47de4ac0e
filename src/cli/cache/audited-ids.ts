import { randomInt } from 'node:crypto';
import { MOST_IDS } from './cache-access.ts';

export type AuditRange = { readonly from: number; readonly to: number; readonly sample?: number | undefined };

// What crypto's randomInt takes.
const WIDEST = 2 ** 48 - 1;

/** How many namespaces an audit looks at. */
export function countAudited({ from, to, sample = Number.POSITIVE_INFINITY }: AuditRange): number {
  return Math.min(to - from + 1, sample);
}

/** The ids of an audit in pages, ascending: all of the range, or so many of it by chance. */
export function* auditedPages(range: AuditRange): Generator<number[]> {
  const { from, to } = range;
  const isWhole = countAudited(range) === to - from + 1;
  const ids = isWhole ? everyId(from, to) : sampleIds(range);
  let page: number[] = [];
  for (const id of ids) {
    page.push(id);
    if (page.length < MOST_IDS) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function* everyId(from: number, to: number): Generator<number> {
  for (let id = from; id <= to; id++) yield id;
}

function sampleIds(range: AuditRange): number[] {
  const { from, to } = range;
  const chosen = new Set<number>();
  const width = Math.min(to - from + 1, WIDEST);
  while (chosen.size < countAudited(range)) chosen.add(from + randomInt(width));
  return [...chosen].sort((one, other) => one - other);
}
