import { ts } from 'ts-morph';
import type { Edit } from './edit.ts';
import { effectsOf } from './effects.ts';
import type { FileFold } from './file-fold.ts';
import { type FoldedStatement, inPlace } from './fold-statements.ts';
import { isPure } from './is-pure.ts';
import { removeStatement } from './statement-range.ts';

/** One that ends no more leaves, unless it is broken out of. */
export function foldWhile(fold: FileFold, statement: ts.WhileStatement): FoldedStatement {
  const truth = fold.evaluator.truthOf(statement.expression);
  if (truth !== false)
    return { edits: fold.edits(statement), leaves: truth === true && !breaksOut(statement.statement) };
  return { edits: [inPlace(fold, statement, effectsOf(fold, statement.expression), undefined)], leaves: false };
}

/** One in which nothing is done any more goes. */
export function foldForEach(fold: FileFold, statement: ts.ForOfStatement | ts.ForInStatement): Edit[] {
  const [was, is] = [statement.statement.getText(), fold.render(statement.statement)];
  const isEmptied = was !== is && /^(\{\s*\}|;)$/.test(is.trim());
  const isQuiet = !statement.getText().startsWith('for await') && isPure(fold.evaluator, statement.expression);
  return isEmptied && isQuiet ? [removeStatement(statement)] : fold.edits(statement);
}

/** Whether a `break` in it leads out of the switch or loop that it stands in. */
export function breaksOut(node: ts.Node): boolean {
  if (ts.isBreakStatement(node)) return !node.label;
  if (ts.isIterationStatement(node, false) || ts.isSwitchStatement(node) || ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => breaksOut(child) || undefined) ?? false;
}
