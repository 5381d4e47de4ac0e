import { ts } from 'ts-morph';
import type { FileFold } from './file-fold.ts';
import { isPure, isQuietCallee } from './is-pure.ts';
import { isWayToClient } from './is-way-to-client.ts';

/** What an expression does besides having its value, in order: all that must stay of one whose value nobody needs. */
export function effectsOf(fold: FileFold, node: ts.Node): string[] {
  const { evaluator } = fold;
  if (isPure(evaluator, node)) return [];
  if (ts.isFunctionLike(node)) return [];
  if (ts.isCallExpression(node)) {
    const isQuiet = evaluator.evaluate(node) || isQuietCallee(evaluator, node);
    if (!isQuiet) return [fold.render(node)];
    const isAsking = evaluator.reads.shapeOf(node) !== undefined && isWayToClient(node.expression);
    return [...(isAsking ? [] : [node.expression]), ...node.arguments].flatMap((one) => effectsOf(fold, one));
  }
  if (ts.isAwaitExpression(node)) {
    return evaluator.evaluate(node.expression) ? effectsOf(fold, node.expression) : [fold.render(node)];
  }
  if (ts.isConditionalExpression(node)) return effectsOfConditional(fold, node);
  if (ts.isBinaryExpression(node)) return effectsOfBinary(fold, node);
  if (!isTransparent(node)) return [fold.render(node)];
  const found: string[] = [];
  ts.forEachChild(node, (child) => void found.push(...effectsOf(fold, child)));
  return found;
}

function isTransparent(node: ts.Node): boolean {
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken;
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isTemplateExpression(node) ||
    ts.isTemplateSpan(node) ||
    ts.isSpreadAssignment(node) ||
    ts.isVoidExpression(node) ||
    ts.isTypeOfExpression(node) ||
    ts.isComputedPropertyName(node)
  );
}

function effectsOfConditional(fold: FileFold, node: ts.ConditionalExpression): string[] {
  const truth = fold.evaluator.truthOf(node.condition);
  if (truth === undefined) return [fold.render(node)];
  return [...effectsOf(fold, node.condition), ...effectsOf(fold, truth ? node.whenTrue : node.whenFalse)];
}

function effectsOfBinary(fold: FileFold, node: ts.BinaryExpression): string[] {
  const { left, right, operatorToken } = node;
  const { kind } = operatorToken;
  if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) return [fold.render(node)];
  const [isAnd, isOr] = [kind === ts.SyntaxKind.AmpersandAmpersandToken, kind === ts.SyntaxKind.BarBarToken];
  const [first, second] = [effectsOf(fold, left), effectsOf(fold, right)];
  if (!isAnd && !isOr)
    return kind === ts.SyntaxKind.QuestionQuestionToken ? [fold.render(node)] : [...first, ...second];
  if (second.length === 0) return first;
  const truth = fold.evaluator.truthOf(left);
  if (truth !== undefined) return truth === isAnd ? [...first, ...second] : first;
  const kept = second.length === 1 ? second[0] : `(${second.join(', ')})`;
  return [`${fold.render(left)} ${isAnd ? '&&' : '||'} ${kept}`];
}
