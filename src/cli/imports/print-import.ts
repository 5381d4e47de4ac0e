import type { PortalApi } from '../portal-api/portal-api.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ImportOnWire, ImportResult, ProblemRow } from './import-answers.ts';
import { listProblemRows } from './problem-rows.ts';

const SHOWN = 20;

/** What became of the rows, and the first of those that were refused. */
export async function printImport(api: PortalApi, terminal: Terminal, found: ImportOnWire): Promise<void> {
  const result = found.result as ImportResult | null;
  const counts = [result?.rows, result?.loaded, result?.updated, result?.skipped, result?.bad];
  terminal.print(`Import ${found.id} of ${found.kind} from ${found.file_name}:\n`);
  terminal.printTable(['rows', 'loaded', 'updated', 'known before', 'refused'], [counts], '');
  if (found.bad === 0) return;
  const first: ProblemRow[] = [];
  for await (const row of listProblemRows(api, found.id, SHOWN)) {
    first.push(row);
    if (first.length === SHOWN) break;
  }
  terminal.print('');
  terminal.printTable(
    ['line', 'refused, because'],
    first.map(({ line, reason }) => [line, reason]),
    '',
  );
  const more = found.bad - first.length;
  if (more > 0) terminal.print(`\nand ${more.toLocaleString('en-US')} more; --problems <file> writes all.`);
}
