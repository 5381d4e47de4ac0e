import type { ts } from 'ts-morph';
import type { Edit } from './edit.ts';
import { returnedFromTry } from './evaluate-function.ts';
import type { FileFold } from './file-fold.ts';
import { foldExpression } from './fold-expression.ts';
import { type FoldedStatement, inPlace } from './fold-statements.ts';
import { indentAt } from './indent.ts';
import { writeKnown } from './known.ts';

/** What must still happen stands before the answer, as a statement of its own. */
export function foldReturn(fold: FileFold, statement: ts.ReturnStatement): Edit[] {
  const parts = statement.expression && foldExpression(fold, statement.expression)?.parts;
  if (!parts) return fold.edits(statement);
  const indent = indentAt(fold.source, statement.getStart());
  return [inPlace(fold, statement, parts.effects, `${indent}return ${parts.value};`)];
}

/** One in which nothing can fail any more is what it answers. */
export function foldTry(fold: FileFold, statement: ts.TryStatement): FoldedStatement {
  const known = returnedFromTry(fold.evaluator, statement);
  const text = known && writeKnown(known);
  if (text === undefined) return { edits: fold.edits(statement), leaves: false };
  return { edits: [{ start: statement.getStart(), end: statement.end, text: `return ${text};` }], leaves: true };
}
