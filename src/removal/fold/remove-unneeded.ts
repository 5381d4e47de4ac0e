import { ts } from 'ts-morph';
import type { FlagRemoval } from '../references/flag-removal.ts';
import type { OwnFile, Workspace } from '../references/workspace.ts';
import { cleanUp, Loosened } from './cleanup.ts';
import { applyEdits, type Edit } from './edit.ts';
import { Evaluator } from './evaluator.ts';
import { removeExports } from './remove-exports.ts';
import { removeStatement } from './statement-range.ts';

/** Something that a file offers to others. */
export type Offered = { readonly path: string; readonly name: string };

/** Takes away exports and public members that nobody needs any more, and what only they used. */
export function removeUnneeded(
  workspace: Workspace,
  removal: FlagRemoval,
  { exports, members }: { readonly exports: readonly Offered[]; readonly members: readonly ts.ClassElement[] },
): void {
  const loosened = new Loosened();
  const editsOf = ({ file, program }: OwnFile): Edit[] => {
    const names = exports.filter(({ path }) => path === file.fileName).map(({ name }) => name);
    const own = members.filter((member) => member.getSourceFile() === file);
    if (names.length + own.length === 0) return [];
    return [
      ...removeExports(new Evaluator(program, removal), file, new Set(names)),
      ...own.map((member) => removeStatement(member)),
    ];
  };
  const changes = workspace.files().map((own) => ({ file: own.file, edits: editsOf(own) }));
  for (const { file, edits } of changes) {
    const text = applyEdits(file.text, edits);
    if (text === file.text) continue;
    loosened.note(file.fileName, file.text, text);
    const isEmpty = ts
      .createSourceFile(file.fileName, text, ts.ScriptTarget.ESNext)
      .statements.every(ts.isImportDeclaration);
    workspace.write(file.fileName, isEmpty ? undefined : text);
  }
  cleanUp(workspace, removal, loosened);
}
