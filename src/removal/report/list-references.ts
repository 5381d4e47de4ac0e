import type { ts } from 'ts-morph';
import { filesThatMayName } from '../references/files-that-may-name.ts';
import { findMentions, type Mention } from '../references/find-mentions.ts';
import { findReferences } from '../references/find-references.ts';
import { readImportGraph } from '../references/import-graph.ts';
import { openWorkspace } from '../references/open-workspace.ts';
import { readRemovalSettings } from '../references/removal-settings.ts';
import { GitTree } from './git-tree.ts';
import type { RemovalRefused } from './removal-report.ts';

/** A place in code that names a flag. `kind` says whether by its name or by a symbol that stands for it. */
export type Reference = {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly kind: 'name' | 'symbol';
  readonly text: string;
};

export type References = { readonly references: readonly Reference[]; readonly mentions: readonly Mention[] };

/** Every place that names a flag: in code by what it means, elsewhere by how it is written. @param root in full. */
export function listReferences(root: string, flag: string): References | RemovalRefused {
  const settings = readRemovalSettings(root);
  if (typeof settings === 'string') return { refused: settings, details: [] };
  const tree = GitTree.find(root);
  if (!tree)
    return { refused: `${root} is in no git repository, so that nobody can say what belongs to it.`, details: [] };
  const all = tree.files(root);
  const workspace = openWorkspace(root, all, flag);
  const files = workspace.files();
  const reached = filesThatMayName(files, readImportGraph(files), { flag, settings });
  const references = files
    .filter(({ file }) => reached.has(file.fileName))
    .flatMap((own) =>
      findReferences(own, flag).map(({ node, kind }) => ({
        ...placeOf(own.file, node),
        kind,
        path: workspace.nameOf(own.file.fileName),
      })),
    );
  const known = new Set(references.map(({ path, line }) => `${path}:${line}`));
  const mentions = findMentions(all, flag, settings.ignore, (path) => workspace.nameOf(path));
  return { references, mentions: mentions.filter(({ path, line }) => !known.has(`${path}:${line}`)) };
}

function placeOf(file: ts.SourceFile, node: ts.Node): Pick<Reference, 'line' | 'column' | 'text'> {
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart());
  return { line: line + 1, column: character + 1, text: (file.text.split('\n')[line] ?? '').trim() };
}
