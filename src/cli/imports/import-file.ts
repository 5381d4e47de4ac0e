import type { CommandContext } from '../command-context.ts';
import type { PortalApi } from '../portal-api/portal-api.ts';
import { followJob } from '../progress/follow-job.ts';
import { untilLeft } from '../progress/until-left.ts';
import type { Printing } from '../terminal/print-answer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ImportAnswer, ImportOnWire, ImportResult } from './import-answers.ts';
import { type LocalFile, openLocalFile } from './local-file.ts';
import { printImport } from './print-import.ts';
import { saveProblemRows } from './problem-rows.ts';
import { uploadParts } from './upload-parts.ts';

export type ImportOptions = Printing & {
  readonly map?: Readonly<Record<string, string>>;
  readonly problems?: string;
};

type Begun = ImportAnswer & { readonly already_imported: boolean };

// The work was done, and not every row was good: a script may want to know that from a refusal.
const SOME_BAD = 3;

/** Uploads a file, has the portal load it, follows, and says what became of its rows. */
export async function importFile(
  { portal, terminal }: CommandContext,
  kind: ImportOnWire['kind'],
  path: string,
  options: ImportOptions,
): Promise<void> {
  const api = await portal();
  const file = await openLocalFile(path);
  await untilLeft(
    async (signal) => {
      const id = await beginImport(api, terminal, { kind, file, map: options.map }, signal);
      await followJob<ImportResult>(api, terminal, { id, kind: `import_${kind}`, what: `import ${id}` }, signal);
      await finishImport(api, terminal, id, options);
    },
    () => 'Left. What the portal has stays there; the same command goes on from it.',
  ).finally(file.close);
}

type Wanted = { readonly kind: string; readonly file: LocalFile; readonly map: ImportOptions['map'] };

/** @returns the id of the import, when the portal has all of the file. */
async function beginImport(
  api: PortalApi,
  terminal: Terminal,
  { kind, file, map }: Wanted,
  signal: AbortSignal,
): Promise<number> {
  const { format, name: file_name, size } = file;
  const mapping = map ? { type_mapping: map } : {};
  const wanted = { kind, format, file_name, size, sha256: await file.hash(signal), ...mapping };
  const { body } = await api.send<Begun>('POST', '/api/v1/imports', wanted);
  const { id, state } = body.import;
  if (body.already_imported) terminal.note('This file is imported already; nothing of it is loaded again.');
  if (state !== 'uploading') return id;
  await uploadParts(api, terminal, body.import, file, signal);
  await api.send<ImportAnswer>('POST', `/api/v1/imports/${id}/start`);
  return id;
}

async function finishImport(api: PortalApi, terminal: Terminal, id: number, options: ImportOptions): Promise<void> {
  const answer = await api.get<ImportAnswer>(`/api/v1/imports/${id}`);
  if (options.problems !== undefined) await saveProblemRows(api, terminal, id, options.problems);
  if (options.json) terminal.print(answer.text);
  else await printImport(api, terminal, answer.body.import);
  if (answer.body.import.bad > 0) process.exitCode = SOME_BAD;
}
