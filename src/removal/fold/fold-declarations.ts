import { ts } from 'ts-morph';
import { type Edit, removeFromList } from './edit.ts';
import { effectsOf } from './effects.ts';
import type { FileFold } from './file-fold.ts';
import { removeStatement } from './statement-range.ts';

/** `const { value } = await client.getBooleanDetails(…)`: every name taken out of it is known, so that nobody needs it. */
export function foldDeclarations(fold: FileFold, statement: ts.VariableStatement): Edit[] | undefined {
  const { declarations } = statement.declarationList;
  const isGone = (one: ts.Node) => ts.isVariableDeclaration(one) && holdsAnswer(fold, one);
  if (!declarations.some(isGone)) return undefined;
  const effects = declarations.flatMap(({ initializer }) => (initializer ? effectsOf(fold, initializer) : []));
  if (!declarations.every(isGone)) return [...removeFromList(declarations, isGone), ...fold.edits(statement)];
  if (effects.length === 0) return [removeStatement(statement)];
  return [{ start: statement.getStart(), end: statement.end, text: effects.map((one) => `${one};`).join(' ') }];
}

function holdsAnswer({ evaluator }: FileFold, { name, initializer }: ts.VariableDeclaration): boolean {
  if (!initializer) return false;
  const call = inner(initializer);
  if (!ts.isCallExpression(call) || !evaluator.reads.shapeOf(call)) return false;
  if (evaluator.evaluate(initializer)?.kind !== 'object') return false;
  if (ts.isIdentifier(name)) return evaluator.evaluateDeclared(name) !== undefined;
  return name.elements.every(
    (one) => ts.isBindingElement(one) && ts.isIdentifier(one.name) && evaluator.evaluateDeclared(one.name),
  );
}

function inner(node: ts.Expression): ts.Expression {
  return ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) ? inner(node.expression) : node;
}
