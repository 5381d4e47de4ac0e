import { ts } from 'ts-morph';
import { contextOf } from './context-of.ts';
import { effectsOf } from './effects.ts';
import type { FileFold } from './file-fold.ts';
import { foldIdentifier } from './fold-identifier.ts';
import { foldTemplate } from './fold-template.ts';
import { type Known, writeKnown } from './known.ts';

/** What stands in an expression's place; `top` is what it then is, undefined for a literal. */
export type Folded = {
  readonly text: string;
  readonly top: ts.Node | undefined;
  /** What must still happen, and the value: of a text that is both. */
  readonly parts?: { readonly effects: readonly string[]; readonly value: string };
};

/** An expression as the flag decides it; undefined where it decides nothing at this place. */
export function foldExpression(fold: FileFold, node: ts.Expression): Folded | undefined {
  if (ts.isIdentifier(node)) return foldIdentifier(fold, node);
  if (ts.isConditionalExpression(node)) return foldConditional(fold, node);
  if (ts.isParenthesizedExpression(node)) return foldParentheses(fold, node);
  if (ts.isTemplateExpression(node)) return foldTemplate(fold, node);
  if (ts.isBinaryExpression(node)) return foldBinary(fold, node) ?? foldConstant(fold, node);
  return foldConstant(fold, node);
}

/** An effect that must stay before a value. */
export function withEffects(effects: readonly string[], folded: Folded, node: ts.Expression): Folded {
  if (effects.length === 0) return folded;
  if (contextOf(node) === 'effect' && folded.top === undefined) return { text: effects.join(', '), top: node };
  const parts = { effects: [...effects, ...(folded.parts?.effects ?? [])], value: folded.parts?.value ?? folded.text };
  return { text: `(${[...effects, folded.text].join(', ')})`, top: undefined, parts };
}

function foldConstant(fold: FileFold, node: ts.Expression): Folded | undefined {
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node) || ts.isAsExpression(node))
    return undefined;
  if (isWritten(node)) return undefined;
  const known = fold.evaluator.evaluate(node);
  const text = known && isWorthWriting(fold, node, known) ? writeKnown(inPlace(node, known)) : undefined;
  return text === undefined ? undefined : withEffects(effectsOf(fold, node), { text, top: undefined }, node);
}

function isWritten(node: ts.Expression): boolean {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return false;
  const { kind } = parent.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** A name for a text or a number says more than the text or the number. */
function isWorthWriting(fold: FileFold, node: ts.Expression, known: Known): boolean {
  const value = known.kind === 'constant' ? known.value : true;
  if (typeof value !== 'string' && typeof value !== 'number') return true;
  const calls = ts.isCallExpression(node) || ts.isAwaitExpression(node);
  if (calls) return fold.evaluator.reads.shapeOf(innermost(node) as ts.CallExpression) !== undefined;
  return ts.isPropertyAccessExpression(node) && fold.evaluator.evaluate(node.expression)?.kind === 'object';
}

function innermost(node: ts.Expression): ts.Expression {
  return ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) ? innermost(node.expression) : node;
}

/** `Promise.all` takes values as well as promises. */
function inPlace(node: ts.Expression, known: Known): Known {
  const isListed = ts.isArrayLiteralExpression(node.parent) && ts.isCallExpression(node.parent.parent);
  const isAll = isListed && node.parent.parent.expression.getText() === 'Promise.all';
  return isAll && known.kind === 'promise' ? known.of : known;
}

function foldConditional(fold: FileFold, node: ts.ConditionalExpression): Folded | undefined {
  const truth = fold.evaluator.truthOf(node.condition);
  if (truth === undefined) return undefined;
  return withEffects(effectsOf(fold, node.condition), fold.fold(truth ? node.whenTrue : node.whenFalse), node);
}

/** Parentheses go with what needed them. */
function foldParentheses(fold: FileFold, node: ts.ParenthesizedExpression): Folded | undefined {
  const folded = foldExpression(fold, node.expression);
  if (!folded) return undefined;
  const inner = folded.top && ts.isParenthesizedExpression(folded.top) ? folded.top.expression : folded.top;
  if (inner && isMarkup(inner) && folded.text.includes('\n')) return { text: `(${folded.text})`, top: node };
  return folded;
}

function isMarkup(node: ts.Node): boolean {
  return ts.isJsxElement(node) || ts.isJsxFragment(node) || ts.isJsxSelfClosingElement(node);
}

function foldBinary(fold: FileFold, node: ts.BinaryExpression): Folded | undefined {
  const { left, right, operatorToken } = node;
  const { kind } = operatorToken;
  if (kind === ts.SyntaxKind.QuestionQuestionToken) {
    const known = fold.evaluator.evaluate(left);
    if (!known) return undefined;
    const isNothing = known.kind === 'constant' && (known.value === null || known.value === undefined);
    return isNothing ? withEffects(effectsOf(fold, left), fold.fold(right), node) : fold.fold(left);
  }
  const isAnd = kind === ts.SyntaxKind.AmpersandAmpersandToken;
  if (!isAnd && kind !== ts.SyntaxKind.BarBarToken) return undefined;
  if (fold.evaluator.truthOf(left) === isAnd) return withEffects(effectsOf(fold, left), fold.fold(right), node);
  return foldByRight(fold, node, isAnd);
}

/** `x && true` is `x` where x is boolean, or where only its truth is needed. */
function foldByRight(fold: FileFold, node: ts.BinaryExpression, isAnd: boolean): Folded | undefined {
  const { left, right } = node;
  const { evaluator } = fold;
  const needed = contextOf(node);
  const truth = evaluator.truthOf(right);
  if (truth === undefined || evaluator.truthOf(left) !== undefined) return undefined;
  const isNeutral = truth === isAnd;
  const isExact =
    evaluator.isBoolean(left) && evaluator.valueOf(right)?.kind === 'constant' && evaluator.isBoolean(right);
  if (effectsOf(fold, right).length > 0) return undefined;
  if (isNeutral) return isExact || needed !== 'value' ? fold.fold(left) : undefined;
  if (needed === 'value' && !isExact) return undefined;
  return withEffects(effectsOf(fold, left), { text: String(!isAnd), top: undefined }, node);
}

const LOOSE = new Set([
  ...[ts.SyntaxKind.BinaryExpression, ts.SyntaxKind.ConditionalExpression, ts.SyntaxKind.ArrowFunction],
  ...[ts.SyntaxKind.YieldExpression, ts.SyntaxKind.AwaitExpression, ts.SyntaxKind.AsExpression],
  ...[ts.SyntaxKind.SatisfiesExpression, ts.SyntaxKind.PrefixUnaryExpression, ts.SyntaxKind.FunctionExpression],
]);

/** The text with parentheses where its new place needs them. */
export function wrapFor(node: ts.Expression, { text, top }: Folded): string {
  if (!top) return text;
  const { parent } = node;
  const startsStatement = ts.isExpressionStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node);
  if (startsStatement && /^(\{|function\b|class\b)/.test(text)) return `(${text})`;
  if (!LOOSE.has(top.kind) || !isTight(node, top)) return text;
  return `(${text})`;
}

function isTight(node: ts.Expression, top: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) {
    if (
      parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    )
      return false;
    if (ts.isPrefixUnaryExpression(top) || ts.isAwaitExpression(top)) return false;
    return !ts.isBinaryExpression(top) || !bindsTighter(top, parent);
  }
  if (ts.isConditionalExpression(parent))
    return (
      parent.condition === node &&
      !ts.isBinaryExpression(top) &&
      !ts.isPrefixUnaryExpression(top) &&
      !ts.isAwaitExpression(top)
    );
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression === node;
  if (ts.isElementAccessExpression(parent)) return parent.expression === node;
  if (ts.isPrefixUnaryExpression(parent) || ts.isAwaitExpression(parent)) return !ts.isPrefixUnaryExpression(top);
  return (
    ts.isPropertyAccessExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isTypeOfExpression(parent) ||
    ts.isVoidExpression(parent)
  );
}

const COMPARISONS = /^(={2,3}|!={1,2}|[<>]=?|[-+*/%])$/;

function bindsTighter(inner: ts.BinaryExpression, outer: ts.BinaryExpression): boolean {
  const [one, other] = [inner.operatorToken.getText(), outer.operatorToken.getText()];
  if (one === other && (one === '&&' || one === '||')) return true;
  if (COMPARISONS.test(one) && /^(&&|\|\|)$/.test(other)) return true;
  return one === '&&' && other === '||';
}
