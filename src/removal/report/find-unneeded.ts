import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ts } from 'ts-morph';
import { type Offered, removeUnneeded } from '../fold/remove-unneeded.ts';
import { findUnusedMembers, type MemberNames, readMemberNames } from '../fold/unused-members.ts';
import type { FlagRemoval } from '../references/flag-removal.ts';
import { type ImportGraph, readImportGraph } from '../references/import-graph.ts';
import type { TestFiles } from '../references/test-files.ts';
import type { OwnFile, Workspace } from '../references/workspace.ts';
import { findOrphans, findTestsOf } from './find-orphans.ts';
import { importedNames, unusedExports } from './unused-exports.ts';

/** What nobody needs any more, because only the flag's other way did. */
export type Unneeded = {
  readonly orphans: readonly string[];
  readonly unusedExports: readonly Offered[];
  readonly unusedMembers: readonly Offered[];
};

type Found = Omit<Unneeded, 'unusedMembers'> & { readonly members: readonly ts.ClassElement[] };

const MOST_ROUNDS = 20;

/** Compares what is needed now with what was needed before a removal. */
export class UnneededSearch {
  readonly #tests: TestFiles;
  readonly #graph: ImportGraph;
  readonly #imported: ReadonlySet<string>;
  readonly #members: MemberNames;

  /** @param files as they were before. */
  constructor(files: readonly OwnFile[], tests: TestFiles) {
    this.#tests = tests;
    this.#graph = readImportGraph(files);
    this.#imported = importedNames(files);
    this.#members = readMemberNames(files);
  }

  /** @param remove whether it is taken away, with what then is not needed either. */
  find(workspace: Workspace, removal: FlagRemoval, remove: boolean): Unneeded {
    const all = { orphans: [] as string[], unusedExports: [] as Offered[], unusedMembers: [] as Offered[] };
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const found = this.#look(workspace);
      if (found.orphans.length + found.unusedExports.length + found.members.length === 0) break;
      all.orphans.push(...found.orphans);
      all.unusedExports.push(...found.unusedExports);
      all.unusedMembers.push(...found.members.map(toOffered));
      if (!remove) break;
      this.#remove(workspace, removal, found);
    }
    return all;
  }

  #look(workspace: Workspace): Found {
    const files = workspace.files();
    const isEntry = entriesOf(workspace);
    const [graph, names] = [readImportGraph(files), readMemberNames(files)];
    const orphans = findOrphans({ before: this.#graph, after: graph, tests: this.#tests, isEntry });
    const left = files.filter(({ file }) => !orphans.includes(file.fileName));
    const exported = unusedExports(this.#imported, importedNames(left), left);
    return {
      orphans,
      unusedExports: exported.filter(({ path }) => !isEntry(path)),
      members: left
        .filter(({ file }) => workspace.host.changes.has(file.fileName))
        .flatMap(({ file }) => findUnusedMembers(file, this.#members, names)),
    };
  }

  #remove(workspace: Workspace, removal: FlagRemoval, { orphans, unusedExports: exports, members }: Found): void {
    const graph = readImportGraph(workspace.files());
    removeUnneeded(workspace, removal, { exports, members });
    for (const path of [...orphans, ...findTestsOf(graph, orphans, this.#tests)]) workspace.write(path, undefined);
  }
}

function toOffered(member: ts.ClassElement): Offered {
  return { path: member.getSourceFile().fileName, name: member.name?.getText() ?? '' };
}

/** Files that package.json names are started or published, and not imported. */
function entriesOf(workspace: Workspace): (path: string) => boolean {
  const manifest = join(workspace.root, 'package.json');
  const text = existsSync(manifest) ? readFileSync(manifest, 'utf8') : '';
  return (path) => text.includes(workspace.nameOf(path));
}
