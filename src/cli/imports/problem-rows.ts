import { Readable } from 'node:stream';
import type { PortalApi } from '../portal-api/portal-api.ts';
import { saveStream } from '../terminal/save-stream.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ProblemRow, ProblemsAnswer } from './import-answers.ts';

const PAGE = 1_000;

/** The rows of an import that were refused, by line, page by page. */
export async function* listProblemRows(api: PortalApi, id: number, page = PAGE): AsyncGenerator<ProblemRow> {
  for (let after: number | null = 0; after !== null; ) {
    const { problems, next }: ProblemsAnswer = await readPage(api, id, after, page);
    yield* problems;
    after = next;
  }
}

async function readPage(api: PortalApi, id: number, after: number, limit: number): Promise<ProblemsAnswer> {
  const { body } = await api.get<ProblemsAnswer>(`/api/v1/imports/${id}/problems`, { after, limit });
  return body;
}

/** Writes them all into a CSV file. */
export async function saveProblemRows(api: PortalApi, terminal: Terminal, id: number, path: string): Promise<void> {
  await saveStream(Readable.from(writeCsv(api, id)), path);
  terminal.note(`Every row that was refused is in ${path}.`);
}

async function* writeCsv(api: PortalApi, id: number): AsyncGenerator<string> {
  yield 'line,reason\n';
  for await (const { line, reason } of listProblemRows(api, id)) yield `${line},"${reason.replaceAll('"', '""')}"\n`;
}
