import { ts } from 'ts-morph';
import { literalOf, withoutTypes } from '../references/literal-of.ts';

/**
 * What a flag is asked of: `client`, `this.#flags`, `getClient()`, `(await OpenFeature.getClient('shop'))`. It is got hold of
 * for the question alone, so that it goes with it.
 */
export function isWayToClient(node: ts.Expression): boolean {
  const inner = withoutTypes(node);
  if (ts.isIdentifier(inner) || inner.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (ts.isAwaitExpression(inner) || ts.isPropertyAccessExpression(inner)) return isWayToClient(inner.expression);
  if (ts.isElementAccessExpression(inner))
    return literalOf(inner.argumentExpression) !== undefined && isWayToClient(inner.expression);
  return (
    ts.isCallExpression(inner) && inner.arguments.every((one) => literalOf(one)) && isWayToClient(inner.expression)
  );
}
