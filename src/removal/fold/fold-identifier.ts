import { ts } from 'ts-morph';
import type { FileFold } from './file-fold.ts';
import type { Folded } from './fold-expression.ts';
import { writeKnown } from './known.ts';

/** A name whose value is decided, where it is read. */
export function foldIdentifier(fold: FileFold, node: ts.Identifier): Folded | undefined {
  if (!isRead(node)) return undefined;
  const known = fold.evaluator.evaluate(node);
  if (known?.kind === 'promise') return { text: writeKnown(known) ?? node.text, top: undefined };
  if (known?.kind !== 'constant') return undefined;
  const isName = typeof known.value === 'string' || typeof known.value === 'number';
  const declaration = fold.evaluator.keys.symbolOf(node)?.valueDeclaration;
  // A name for a text says more than the text; one that was taken out of the flag's answer goes with it.
  if (isName && !(declaration && ts.isBindingElement(declaration))) return undefined;
  return { text: writeKnown(known) ?? node.text, top: undefined };
}

function isRead(node: ts.Identifier): boolean {
  const { parent } = node;
  if ('name' in parent && parent.name === node) return false;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isExportAssignment(parent)) return false;
  if (ts.isJsxOpeningLikeElement(parent) || ts.isJsxClosingElement(parent) || ts.isJsxAttribute(parent)) return false;
  if (ts.isPostfixUnaryExpression(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent))
    return false;
  if (ts.isBinaryExpression(parent) && parent.left === node) {
    const { kind } = parent.operatorToken;
    return kind < ts.SyntaxKind.FirstAssignment || kind > ts.SyntaxKind.LastAssignment;
  }
  return !ts.isTypeNode(parent) && !ts.isShorthandPropertyAssignment(parent);
}
