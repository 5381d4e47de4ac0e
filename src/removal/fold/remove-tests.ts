import { ts } from 'ts-morph';
import { hasTests, testAround } from '../references/find-tests.ts';
import type { FlagRemoval } from '../references/flag-removal.ts';
import type { TestFiles } from '../references/test-files.ts';
import { applyEdits, type Edit } from './edit.ts';
import type { Evaluator } from './evaluator.ts';
import { findStubs, type Stub } from './find-stubs.ts';
import { removeStatement } from './statement-range.ts';

export type RemovingTests = {
  readonly removal: FlagRemoval;
  readonly evaluator: Evaluator;
  readonly tests: TestFiles;
  /** Told of a place of which cannot be said what becomes of it. */
  readonly cannot: (node: ts.Node, because: string) => void;
};

/** Tests of the state that goes are deleted; what stubs the state that stays is not needed any more. */
export function removeTests(removing: RemovingTests, file: ts.SourceFile): Edit[] | 'delete' {
  const { removal, evaluator, tests, cannot } = removing;
  const named = tests.stateOf(file.fileName, removal.flag);
  if (named !== undefined && named !== removal.keep) return 'delete';
  const stubs = findStubs(evaluator, file, removal.flag);
  if (!tests.isTest(file.fileName)) return stubs.flatMap(({ remove }) => remove);
  const [other, own] = [
    stubs.filter(({ state }) => state === !removal.keep),
    stubs.filter(({ state }) => state === removal.keep),
  ];
  for (const { node, state } of stubs)
    if (state === undefined) cannot(node, 'a test stubs it, and what with cannot be told');
  const around = other.map(({ node }) => testAround(node));
  if (around.includes(undefined)) return removeWhole(removing, other, own);
  const edits = [
    ...around.flatMap((test) => (test ? [removeStatement(test)] : [])),
    ...own.flatMap(({ remove }) => remove),
  ];
  if (edits.length === 0) return [];
  const rest = ts.createSourceFile(file.fileName, applyEdits(file.text, edits), ts.ScriptTarget.ESNext, true);
  return around.length === 0 || hasTests(rest) ? edits : 'delete';
}

function removeWhole({ cannot }: RemovingTests, other: readonly Stub[], own: readonly Stub[]): Edit[] | 'delete' {
  if (own.length === 0) return 'delete';
  const [first] = other;
  if (first) cannot(first.node, 'both of its states are tested in this file; give each state a file of its own');
  return [];
}
