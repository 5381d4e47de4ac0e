import { ts } from 'ts-morph';
import { filesThatMayName } from '../references/files-that-may-name.ts';
import { findReferences } from '../references/find-references.ts';
import { hasTests, isTestFile, stateOfTestFile, testAround } from '../references/find-tests.ts';
import type { FlagRemoval } from '../references/flag-removal.ts';
import { readImportGraph } from '../references/import-graph.ts';
import type { OwnFile, Workspace } from '../references/workspace.ts';
import { cleanUp, Loosened } from './cleanup.ts';
import { applyEdits, type Edit } from './edit.ts';
import { Evaluator } from './evaluator.ts';
import { FileFold } from './file-fold.ts';
import { findStubs, type Stub } from './find-stubs.ts';
import { placeOf } from './fold-places.ts';
import { removeDefinition } from './remove-definition.ts';
import { removeStatement } from './statement-range.ts';

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
  #reached = new Set<string>();
  #evaluators = new Map<ts.Program, Evaluator>();

  constructor(workspace: Workspace, removal: FlagRemoval) {
    this.#workspace = workspace;
    this.#removal = removal;
  }

  run(): Unresolved[] {
    const files = this.#workspace.files();
    this.#reached = filesThatMayName(files, readImportGraph(files), this.#removal);
    this.#each((own) => this.#withoutStubs(own));
    this.#each(({ file, program }) => new FileFold(this.#evaluator(program), file).edits(file));
    cleanUp(this.#workspace, this.#removal, this.#loosened);
    this.#each((own) => this.#withoutPlaces(own));
    if (this.#unresolved.length > 0) return this.#unresolved;
    this.#each((own) => this.#withoutDefinitions(own));
    cleanUp(this.#workspace, this.#removal, this.#loosened);
    this.#removeEmptied();
    return this.#unresolved;
  }

  /** Changes each file that can name the flag, all on the ground of what stood before. */
  #each(change: (own: OwnFile) => Edit[] | 'delete'): void {
    this.#evaluators = new Map();
    const files = this.#workspace.files().filter(({ file }) => this.#reached.has(file.fileName));
    const changes = files.map((own) => ({ file: own.file, edits: change(own) }));
    for (const { file, edits } of changes) {
      const text = edits === 'delete' ? undefined : applyEdits(file.text, edits);
      if (text === file.text) continue;
      if (text !== undefined) this.#loosened.note(file.fileName, file.text, text);
      this.#workspace.write(file.fileName, text);
    }
  }

  #evaluator(program: ts.Program): Evaluator {
    const known = this.#evaluators.get(program) ?? new Evaluator(program, this.#removal);
    this.#evaluators.set(program, known);
    return known;
  }

  /** Tests of the state that goes are deleted; what stubs the state that stays is not needed any more. */
  #withoutStubs({ file, program }: OwnFile): Edit[] | 'delete' {
    const named = stateOfTestFile(file.fileName, this.#removal.flag);
    if (named !== undefined && named !== this.#removal.keep) return 'delete';
    const stubs = findStubs(this.#evaluator(program), file, this.#removal.flag);
    const isTest = isTestFile(file.fileName);
    const [other, own] = [
      stubs.filter(({ state }) => state === !this.#removal.keep),
      stubs.filter(({ state }) => state === this.#removal.keep),
    ];
    if (!isTest) return [...own, ...other].flatMap(({ remove }) => remove);
    for (const { node, state } of stubs)
      if (state === undefined) this.#cannot(node, 'a test stubs it, and what with cannot be told');
    const tests = other.map(({ node }) => testAround(node));
    if (tests.includes(undefined)) return this.#wholeFile(file, other, own);
    const edits = [
      ...tests.flatMap((test) => (test ? [removeStatement(test)] : [])),
      ...own.flatMap(({ remove }) => remove),
    ];
    if (edits.length === 0) return [];
    const rest = ts.createSourceFile(file.fileName, applyEdits(file.text, edits), ts.ScriptTarget.ESNext, true);
    return tests.length === 0 || hasTests(rest) ? edits : 'delete';
  }

  #wholeFile(file: ts.SourceFile, other: readonly Stub[], own: readonly Stub[]): Edit[] | 'delete' {
    if (own.length === 0) return 'delete';
    const [first] = other;
    if (first)
      this.#cannot(
        first.node,
        `both of its states are tested in ${this.#workspace.nameOf(file.fileName)}; give each state a file of its own`,
      );
    return [];
  }

  #withoutPlaces(own: OwnFile): Edit[] {
    return findReferences(own, this.#removal.flag).flatMap(({ node }) => {
      const place = placeOf(node);
      if (!place) this.#cannot(node, 'what is done with it there is not known');
      return place && 'edits' in place ? place.edits : [];
    });
  }

  #withoutDefinitions(own: OwnFile): Edit[] {
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
