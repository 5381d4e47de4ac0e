import { ts } from 'ts-morph';
import { withoutTypes } from '../references/literal-of.ts';
import { type Edit, removeFromList } from './edit.ts';
import type { FileFold } from './file-fold.ts';
import { isPure } from './is-pure.ts';
import { writeKnown } from './known.ts';

/** Members of objects, arrays, patterns and declarations that the flag decides away. */
export function foldMembers(fold: FileFold, node: ts.Node): Edit[] {
  if (ts.isShorthandPropertyAssignment(node)) return foldShorthand(fold, node);
  if (ts.isObjectLiteralExpression(node)) return foldSpreads(fold, node.properties);
  if (ts.isArrayLiteralExpression(node)) return foldSpreads(fold, node.elements);
  return [];
}

function foldShorthand(fold: FileFold, node: ts.ShorthandPropertyAssignment): Edit[] {
  const declaration = fold.evaluator.checker.getShorthandAssignmentValueSymbol(node)?.valueDeclaration;
  const holder = declaration && 'name' in declaration ? (declaration as ts.NamedDeclaration).name : undefined;
  if (!holder || !ts.isIdentifier(holder)) return [];
  const known = fold.evaluator.evaluateDeclared(holder);
  const text = known?.kind === 'constant' && typeof known.value === 'boolean' ? writeKnown(known) : undefined;
  return text === undefined ? [] : [{ start: node.getStart(), end: node.end, text: `${node.name.text}: ${text}` }];
}

/** `...(isOn ? { a } : {})` becomes `a`, or goes. */
function foldSpreads(fold: FileFold, elements: ts.NodeArray<ts.Node>): Edit[] {
  const chosen = new Map<ts.Node, ts.Expression | undefined>();
  for (const element of elements) {
    if (!ts.isSpreadElement(element) && !ts.isSpreadAssignment(element)) continue;
    const choice = chosenBy(fold, element.expression);
    if (choice) chosen.set(element, choice.taken);
  }
  const gone = removeFromList(elements, (one) => chosen.has(one) && isEmpty(chosen.get(one)));
  const inlined = [...chosen].flatMap(([element, taken]) => {
    if (isEmpty(taken) || !taken || !isLiteral(taken)) return [];
    const parts = ts.isObjectLiteralExpression(taken) ? taken.properties : taken.elements;
    const [first, last] = [parts[0], parts.at(-1)];
    if (!first || !last) return [];
    return [{ start: element.getStart(), end: element.end, text: fold.renderRange(first.getStart(), last.end, parts) }];
  });
  return [...gone, ...inlined];
}

function chosenBy(fold: FileFold, node: ts.Expression): { taken: ts.Expression | undefined } | undefined {
  const inner = withoutTypes(node);
  const { evaluator } = fold;
  if (ts.isConditionalExpression(inner)) {
    const truth = evaluator.truthOf(inner.condition);
    if (truth === undefined || !isPure(evaluator, inner.condition)) return undefined;
    return { taken: withoutTypes(truth ? inner.whenTrue : inner.whenFalse) };
  }
  if (!ts.isBinaryExpression(inner) || inner.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken)
    return undefined;
  const truth = evaluator.truthOf(inner.left);
  if (truth === undefined || !isPure(evaluator, inner.left)) return undefined;
  return { taken: truth ? withoutTypes(inner.right) : undefined };
}

function isLiteral(node: ts.Expression): node is ts.ObjectLiteralExpression | ts.ArrayLiteralExpression {
  return ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node);
}

function isEmpty(node: ts.Expression | undefined): boolean {
  if (!node) return true;
  if (ts.isObjectLiteralExpression(node)) return node.properties.length === 0;
  return ts.isArrayLiteralExpression(node) && node.elements.length === 0;
}
