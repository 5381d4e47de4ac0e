import { ts } from 'ts-morph';

/** What is needed of an expression: its value, only whether it is truthy, or only what it does. */
export type Needed = 'value' | 'truth' | 'effect';

export function contextOf(node: ts.Expression): Needed {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return contextOf(parent);
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return 'effect';
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return 'truth';
  if (ts.isForStatement(parent)) return parent.condition === node ? 'truth' : 'effect';
  if (ts.isConditionalExpression(parent)) return parent.condition === node ? 'truth' : contextOf(parent);
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken ? 'truth' : 'value';
  if (ts.isCallExpression(parent) && parent.expression.getText() === 'Boolean') return 'truth';
  if (!ts.isBinaryExpression(parent)) return 'value';
  const { kind } = parent.operatorToken;
  if (kind === ts.SyntaxKind.CommaToken) return parent.left === node ? 'effect' : contextOf(parent);
  if (kind !== ts.SyntaxKind.AmpersandAmpersandToken && kind !== ts.SyntaxKind.BarBarToken) return 'value';
  const outer = contextOf(parent);
  return outer === 'effect' && parent.left === node ? 'truth' : outer;
}
