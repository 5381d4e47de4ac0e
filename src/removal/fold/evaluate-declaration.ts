import { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.ts';
import { type Known, sameKnown } from './known.ts';
import { usagesOf, writesTo } from './usages.ts';

/** What a variable holds for good: what it was declared with, where nothing else is ever written to it. */
export function valueOfVariable(evaluator: Evaluator, declaration: ts.VariableDeclaration): Known | undefined {
  const { name, initializer } = declaration;
  if (!initializer || !ts.isIdentifier(name)) return undefined;
  return evaluator.remember(declaration, () => {
    const known = evaluator.evaluate(initializer);
    if (!known) return undefined;
    const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    if (isConst && known.kind !== 'object' && known.kind !== 'tuple') return known;
    const usages = usagesOf(evaluator.checker, name);
    if (known.kind === 'object' || known.kind === 'tuple') return usages.every(isReading) ? known : undefined;
    const writes = isExported(declaration) ? undefined : writesTo(usages);
    return writes?.every((value) => sameKnown(evaluator.valueOf(value), known)) ? known : undefined;
  });
}

/** What a name that was taken out of an object or an array holds. */
export function valueOfBinding(evaluator: Evaluator, element: ts.BindingElement): Known | undefined {
  return evaluator.remember(element, () => {
    const { name, initializer, parent } = element;
    if (element.dotDotDotToken || !ts.isIdentifier(name)) return undefined;
    const whole = valueOfPattern(evaluator, parent);
    const key = element.propertyName ?? name;
    const known = ts.isArrayBindingPattern(parent)
      ? whole?.kind === 'tuple'
        ? whole.elements[parent.elements.indexOf(element)]
        : undefined
      : whole?.kind === 'object' && ts.isIdentifier(key)
        ? whole.members.get(key.text)
        : undefined;
    if (known?.kind === 'constant' && known.value === undefined && initializer) return evaluator.valueOf(initializer);
    const writes = known && writesTo(usagesOf(evaluator.checker, name));
    return writes?.length === 0 ? known : undefined;
  });
}

function valueOfPattern(evaluator: Evaluator, pattern: ts.BindingPattern): Known | undefined {
  const { parent } = pattern;
  if (ts.isVariableDeclaration(parent)) return parent.initializer && evaluator.evaluate(parent.initializer);
  if (!ts.isBindingElement(parent)) return undefined;
  const whole = valueOfPattern(evaluator, parent.parent);
  const key = parent.propertyName;
  return whole?.kind === 'object' && key && ts.isIdentifier(key) ? whole.members.get(key.text) : undefined;
}

function isExported(declaration: ts.VariableDeclaration): boolean {
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0;
}

/** An object stays what it is where its members are only read. */
function isReading(usage: ts.Node): boolean {
  const { parent } = usage;
  if (ts.isVariableDeclaration(parent)) return parent.initializer === usage && !ts.isIdentifier(parent.name);
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== usage) return false;
  if (ts.isCallExpression(parent.parent) && parent.parent.expression === parent) return false;
  const above = parent.parent;
  const writes =
    ts.isBinaryExpression(above) &&
    above.left === parent &&
    above.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    above.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
  return !writes && !ts.isDeleteExpression(above) && !ts.isPostfixUnaryExpression(above);
}
