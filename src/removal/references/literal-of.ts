import { ts } from 'ts-morph';

type Literal = { readonly value: string | number | boolean | null | undefined };

/** What is written there outright: `'a'`, `1`, `true`, `null`, `undefined`. */
export function literalOf(node: ts.Node): Literal | undefined {
  const inner = ts.isExpression(node) ? withoutTypes(node) : node;
  if (ts.isStringLiteralLike(inner)) return { value: inner.text };
  if (ts.isNumericLiteral(inner)) return { value: Number(inner.text) };
  if (inner.kind === ts.SyntaxKind.TrueKeyword) return { value: true };
  if (inner.kind === ts.SyntaxKind.FalseKeyword) return { value: false };
  if (inner.kind === ts.SyntaxKind.NullKeyword) return { value: null };
  return ts.isIdentifier(inner) && inner.text === 'undefined' ? { value: undefined } : undefined;
}

/** The expression inside parentheses, assertions and `!`, which change no value. */
export function withoutTypes(node: ts.Expression): ts.Expression {
  const isAround =
    ts.isParenthesizedExpression(node) ||
    ts.isAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node);
  return isAround ? withoutTypes(node.expression) : node;
}
