import { csvLine } from '#kit/http/csv-line.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { toEntryOnWire } from '../contract/audit-on-wire.ts';
import { type AuditFilter, type KeptAuditEntry, listAuditEntries } from './audit-store.ts';

const PAGE = 1_000;
const HEAD = [
  'id',
  'at',
  'actor_id',
  'actor_name',
  'action',
  'object',
  'namespace_id',
  'reason',
  'before',
  'after',
  'request_id',
] as const;

type Filter = Omit<AuditFilter, 'limit'>;

/** Every line that matches, newest first, a page at a time: the log may be longer than memory. */
async function* pagesOf(database: Pool, filter: Filter): AsyncGenerator<readonly KeptAuditEntry[]> {
  let { before } = filter;
  for (;;) {
    const page = await listAuditEntries(database, { ...filter, before, limit: PAGE });
    yield page;
    before = page.at(-1)?.id ?? null;
    if (page.length < PAGE) return;
  }
}

export async function* writeAuditCsv(database: Pool, filter: Filter): AsyncGenerator<string> {
  yield csvLine(HEAD);
  for await (const page of pagesOf(database, filter)) {
    yield page
      .map(toEntryOnWire)
      .map((entry) => csvLine(HEAD.map((name) => entry[name])))
      .join('');
  }
}

export async function* writeAuditJson(database: Pool, filter: Filter): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const page of pagesOf(database, filter)) {
    for (const entry of page) {
      yield separator + JSON.stringify(toEntryOnWire(entry));
      separator = ',\n';
    }
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
