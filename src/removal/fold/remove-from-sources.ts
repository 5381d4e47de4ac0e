import { ts } from 'ts-morph';
import { filesThatMayName } from '../references/files-that-may-name.ts';
import { findReferences } from '../references/find-references.ts';
import type { FlagRemoval } from '../references/flag-removal.ts';
import { readImportGraph } from '../references/import-graph.ts';
import { TestFiles } from '../references/test-files.ts';
import type { OwnFile, Workspace } from '../references/workspace.ts';
import { cleanUp, Loosened } from './cleanup.ts';
import { applyEdits, type Edit } from './edit.ts';
import { Evaluator } from './evaluator.ts';
import { FileFold } from './file-fold.ts';
import { placeOf } from './fold-places.ts';
import { removeDefinition } from './remove-definition.ts';
import { removeTests } from './remove-tests.ts';
import { withoutImportsOf } from './without-imports-of.ts';

/** A place of which the tool cannot tell what becomes of it. */
export type Unresolved = {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly because: string;
};

/** Takes a flag out of all sources, in memory. @returns what stands in its way, nothing where it is out. */
export function removeFromSources(workspace: Workspace, removal: FlagRemoval): Unresolved[] {
  return new SourceRemoval(workspace, removal).run();
}

class SourceRemoval {
  readonly #workspace: Workspace;
  readonly #removal: FlagRemoval;
  readonly #loosened = new Loosened();
  readonly #unresolved: Unresolved[] = [];
  /** Files that still named the flag once it was folded. */
  readonly #naming = new Set<string>();
  #reached = new Set<string>();
  #evaluators = new Map<ts.Program, Evaluator>();

  constructor(workspace: Workspace, removal: FlagRemoval) {
    this.#workspace = workspace;
    this.#removal = removal;
  }

  run(): Unresolved[] {
    const files = this.#workspace.files();
    this.#reached = filesThatMayName(files, readImportGraph(files), this.#removal);
    this.#removeTests();
    this.#each(({ file, program }) => new FileFold(this.#evaluator(program), file).edits(file));
    cleanUp(this.#workspace, this.#removal, this.#loosened);
    this.#each((own) => this.#withoutPlaces(own));
    if (this.#unresolved.length > 0) return this.#unresolved;
    this.#each((own) => this.#withoutDefinitions(own));
    cleanUp(this.#workspace, this.#removal, this.#loosened);
    this.#removeEmptied();
    return this.#unresolved;
  }

  /** Tests of the state that goes, and what names those; what stubs the state that stays. */
  #removeTests(): void {
    const tests = new TestFiles(this.#workspace.root, this.#removal.settings);
    const cannot = (node: ts.Node, because: string) => this.#cannot(node, because);
    const removing = { removal: this.#removal, tests, cannot };
    const found = new Map(
      this.#files().map(({ file, program }) => {
        return [file.fileName, removeTests({ ...removing, evaluator: this.#evaluator(program) }, file)] as const;
      }),
    );
    const deleted = new Set([...found].flatMap(([path, edits]) => (edits === 'delete' ? [path] : [])));
    this.#each(({ file, program }) => {
      const edits = found.get(file.fileName) ?? [];
      if (edits === 'delete' || deleted.size === 0) return edits === 'delete' ? [] : edits;
      return [...edits, ...withoutImportsOf(deleted, { checker: program.getTypeChecker(), file, cannot })];
    });
    for (const path of deleted) this.#workspace.write(path, undefined);
  }

  /** Those that can name the flag. */
  #files(): OwnFile[] {
    return this.#workspace.files().filter(({ file }) => this.#reached.has(file.fileName));
  }

  /** Changes each file that can name the flag, all on the ground of what stood before. */
  #each(change: (own: OwnFile) => Edit[]): void {
    this.#evaluators = new Map();
    const changes = this.#files().map((own) => ({ file: own.file, edits: change(own) }));
    for (const { file, edits } of changes) {
      const text = applyEdits(file.text, edits);
      if (text === file.text) continue;
      this.#loosened.note(file.fileName, file.text, text);
      this.#workspace.write(file.fileName, text);
    }
  }

  #evaluator(program: ts.Program): Evaluator {
    const known = this.#evaluators.get(program) ?? new Evaluator(program, this.#removal);
    this.#evaluators.set(program, known);
    return known;
  }

  #withoutPlaces(own: OwnFile): Edit[] {
    return findReferences(own, this.#removal.flag).flatMap(({ node }) => {
      const place = placeOf(node);
      this.#naming.add(own.file.fileName);
      if (!place) this.#cannot(node, 'what is done with it there is not known');
      return place && 'edits' in place ? place.edits : [];
    });
  }

  #withoutDefinitions(own: OwnFile): Edit[] {
    if (!this.#naming.has(own.file.fileName)) return [];
    return findReferences(own, this.#removal.flag).flatMap(({ node }) => {
      const place = placeOf(node);
      return place && 'definition' in place ? removeDefinition(place.definition) : [];
    });
  }

  /** A file of which nothing is left but imports. */
  #removeEmptied(): void {
    for (const { file } of this.#workspace.files()) {
      if (!this.#workspace.host.changes.has(file.fileName)) continue;
      if (file.statements.every(ts.isImportDeclaration)) this.#workspace.write(file.fileName, undefined);
    }
  }

  #cannot(node: ts.Node, because: string): void {
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    const text = (file.text.split('\n')[line] ?? '').trim();
    this.#unresolved.push({ path: this.#workspace.nameOf(file.fileName), line: line + 1, text, because });
  }
}
